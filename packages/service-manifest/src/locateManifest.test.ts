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
});
