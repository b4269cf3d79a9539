import { resolve } from 'node:path';
import { loadConfigSchema } from '@backstage/config-loader';

jest.setTimeout(60_000);

const APP = resolve(__dirname, '../../app/package.json');

describe('what the browser is told of sign-ins', () => {
  it('is which there are and by which resolver, and nothing else', async () => {
    const schema = await loadConfigSchema({
      dependencies: [],
      packagePaths: [APP],
    });
    const signIn = {
      resolvers: [
        { resolver: 'emailMatchingUserEntityProfileEmail', allowed: 'x' },
      ],
    };
    const provider = {
      clientId: 'id',
      clientSecret: 'secret',
      metadataUrl: 'https://login.internal',
    };
    const data = {
      app: { baseUrl: 'http://localhost', signIn: { oidcName: 'Okta' } },
      backend: { baseUrl: 'http://localhost' },
      auth: {
        session: { secret: 'secret' },
        providers: {
          oidc: { production: { ...provider, signIn } },
          github: { production: provider },
        },
      },
    };

    const [seen] = schema.process([{ data, context: 'app-config.yaml' }], {
      visibility: ['frontend'],
    });

    expect(seen.data).toMatchObject({ app: { signIn: { oidcName: 'Okta' } } });
    expect(seen.data.auth).toEqual({
      providers: {
        oidc: {
          production: {
            signIn: {
              resolvers: [{ resolver: 'emailMatchingUserEntityProfileEmail' }],
            },
          },
        },
      },
    });
  });
});
