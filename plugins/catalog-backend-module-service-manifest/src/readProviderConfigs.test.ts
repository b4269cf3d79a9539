import { ConfigReader } from '@backstage/config';
import { readProviderConfigs } from './readProviderConfigs';

function read(
  serviceManifest?: Record<string, Record<string, string | object>>,
) {
  return readProviderConfigs(
    new ConfigReader({
      catalog: {
        providers: JSON.parse(JSON.stringify({ serviceManifest })),
      },
    }),
  );
}

describe('readProviderConfigs', () => {
  it('fills in what is not configured', () => {
    const [config] = read({
      homelab: { url: 'https://github.com/acme/platform/tree/main/' },
    });
    expect(config).toMatchObject({
      id: 'homelab',
      address: { folder: 'kubernetes' },
      apiGroup: 'platform.stonegarden.dev',
      schedule: { frequency: { minutes: 5 }, timeout: { minutes: 3 } },
    });
  });

  it('takes what is configured', () => {
    const [config] = read({
      homelab: {
        url: 'https://github.com/acme/platform/tree/main/',
        root: 'k8s',
        apiGroup: 'example.com',
        schedule: { frequency: { hours: 1 }, timeout: { minutes: 1 } },
      },
    });
    expect(config).toMatchObject({
      address: { folder: 'k8s' },
      apiGroup: 'example.com',
      schedule: { frequency: { hours: 1 } },
    });
  });

  it('is empty without configuration', () => {
    expect(readProviderConfigs(new ConfigReader({}))).toEqual([]);
  });

  it('names the key that is wrong', () => {
    expect(() => read({ homelab: { url: 'nowhere' } })).toThrow(
      'catalog.providers.serviceManifest.homelab: The address is no URL',
    );
  });
});
