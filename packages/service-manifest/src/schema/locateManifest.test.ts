import { locateManifest } from './locateManifest';

describe('locateManifest', () => {
  it.each([
    [
      'kubernetes/services/n8n/service.yaml',
      { layer: 'services', category: undefined, folder: 'n8n' },
    ],
    [
      'kubernetes/platform/data/mongodb/service.yaml',
      { layer: 'platform', category: 'data', folder: 'mongodb' },
    ],
    [
      './infra\\network\\cilium\\service.yaml',
      {
        layer: 'infra',
        category: 'network',
        folder: 'cilium',
        directory: 'infra/network/cilium',
      },
    ],
    [
      'kubernetes/infra/network/dns/internal/service.yaml',
      { layer: 'infra', category: 'network', folder: 'internal' },
    ],
    ['apps/n8n/service.yaml', { layer: undefined, folder: 'n8n' }],
    ['services/service.yaml', { layer: undefined, folder: 'services' }],
    ['service.yaml', { layer: undefined, folder: '', directory: '' }],
  ])('reads %s', (path, expected) => {
    const location = locateManifest(path);
    expect({ ...location }).toMatchObject(
      Object.fromEntries(
        Object.entries(expected).filter(([, value]) => value !== undefined),
      ),
    );
    expect(location.layer).toBe(expected.layer);
    expect(location.category).toBe(
      'category' in expected ? expected.category : undefined,
    );
  });

  it('knows the folders that a repository has for its layers, and only those', () => {
    const layers = { apps: 'services', core: 'infra' } as const;
    expect(
      locateManifest('k8s/apps/media/shelf/service.yaml', { layers }),
    ).toMatchObject({ layer: 'services', category: 'media', folder: 'shelf' });
    expect(locateManifest('core/dns/service.yaml', { layers }).layer).toBe(
      'infra',
    );
    for (const path of ['services/shelf', 'constructor/shelf', '__proto__/x']) {
      expect(
        locateManifest(`${path}/service.yaml`, { layers }).layer,
      ).toBeUndefined();
    }
  });
});
