import { parseChallenge } from './parseChallenge';

describe('parseChallenge', () => {
  it('reads what registries ask for', () => {
    expect(
      parseChallenge(
        'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:acme/shop:pull"',
      ),
    ).toEqual({
      scheme: 'bearer',
      params: {
        realm: 'https://auth.docker.io/token',
        service: 'registry.docker.io',
        scope: 'repository:acme/shop:pull',
      },
    });
    expect(parseChallenge('Basic realm=registry')).toEqual({
      scheme: 'basic',
      params: { realm: 'registry' },
    });
    expect(parseChallenge('basic')).toEqual({ scheme: 'basic', params: {} });
  });

  it('knows none where there is none', () => {
    expect(parseChallenge(null)).toBeUndefined();
    expect(parseChallenge('  ')).toBeUndefined();
  });
});
