import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readRegistries } from './readRegistries';

const read = (...registries: JsonObject[]) =>
  readRegistries(new ConfigReader({ delivery: { registries } }));

describe('readRegistries', () => {
  it('asks nobody unless something is configured', () => {
    expect(readRegistries(new ConfigReader({}))).toEqual([]);
  });

  it('reads registries, at the address of their host when they name none', () => {
    expect(
      read(
        { host: 'GHCR.io', username: 'portal', token: 'secret' },
        {
          host: 'docker.io',
          url: 'https://registry-1.docker.io/',
          tokenUrl: 'https://auth.docker.io/token',
        },
      ),
    ).toEqual([
      {
        host: 'ghcr.io',
        url: 'https://ghcr.io',
        credentials: { username: 'portal', token: 'secret' },
      },
      {
        host: 'docker.io',
        url: 'https://registry-1.docker.io',
        tokenUrl: 'https://auth.docker.io/token',
      },
    ]);
  });

  it.each<[string, JsonObject[], string]>([
    ['half an account', [{ host: 'a.io', token: 's' }], 'both username'],
    ['two of one host', [{ host: 'a.io' }, { host: 'A.io' }], 'a.io twice'],
    [
      'what is not an address',
      [{ host: 'a.io', url: 'ftp://internal' }],
      'delivery.registries[0].url in app-config must be an address',
    ],
  ])('refuses %s', (_what, registries, message) => {
    expect(() => read(...registries)).toThrow(message);
    expect(() => read(...registries)).not.toThrow('internal');
  });
});
