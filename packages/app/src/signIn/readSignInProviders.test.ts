import { ConfigReader } from '@backstage/core-app-api';
import { readSignInProviders } from './readSignInProviders';

const signIn = { resolvers: [{ resolver: 'x' }] };

describe('readSignInProviders', () => {
  it('finds those of the present environment that sign people in', () => {
    const config = new ConfigReader({
      auth: {
        environment: 'production',
        providers: {
          microsoft: { production: { signIn } },
          oidc: { production: { signIn } },
          gitlab: { development: { signIn } },
          github: { production: { clientId: 'for user tokens only' } },
          saml: { production: { signIn } },
        },
      },
    });
    expect(readSignInProviders(config)).toEqual(['oidc', 'microsoft']);
  });

  it('takes development where no environment is said', () => {
    const config = new ConfigReader({
      auth: { providers: { github: { development: { signIn } } } },
    });
    expect(readSignInProviders(config)).toEqual(['github']);
  });

  it('finds none where nothing is configured', () => {
    expect(readSignInProviders(new ConfigReader({}))).toEqual([]);
  });
});
