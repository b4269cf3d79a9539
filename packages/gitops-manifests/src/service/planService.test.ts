import { shop } from '../__testUtils__/newService';
import {
  defaultNamespace,
  normalizeDescription,
  planService,
  serviceDirectory,
} from './planService';

describe('planService', () => {
  it('fills in what a form leaves out', () => {
    const { environments, layer, directory, image } = planService(shop);
    expect(environments).toEqual([
      expect.objectContaining({
        namespace: 'shop-dev',
        autoSync: true,
        replicas: 1,
      }),
      expect.objectContaining({
        namespace: 'shop-staging',
        autoSync: false,
        replicas: 1,
      }),
      expect.objectContaining({ namespace: 'shop-canary', replicas: 10 }),
      expect.objectContaining({ namespace: 'shop', replicas: 3 }),
    ]);
    expect({ layer, directory, image }).toEqual({
      layer: 'services',
      directory: 'services/shop',
      image: { name: 'ghcr.io/acme/shop', tag: '1.10' },
    });
  });

  it('gives production two pods', () => {
    const [production] = planService({
      ...shop,
      environments: [{ name: 'production' }],
    }).environments;
    expect(production.replicas).toBe(2);
  });
});

describe('serviceDirectory', () => {
  it.each([
    [{ name: 'a' }, 'services/a'],
    [{ name: 'a', category: 'media' }, 'services/a'],
    [{ name: 'a', layer: 'infra', category: 'b' } as const, 'infra/b/a'],
  ])('knows where %j lies', (service, directory) => {
    expect(serviceDirectory(service)).toBe(directory);
  });
});

describe('defaultNamespace', () => {
  it('is the bare name in production only', () => {
    expect(defaultNamespace('shop', 'production')).toBe('shop');
    expect(defaultNamespace('shop', 'prod')).toBe('shop-prod');
  });
});

describe('normalizeDescription', () => {
  it('knows one kind of line break', () => {
    expect(normalizeDescription(' a\r\nb\rc\u2028d\u0085e\n')).toBe(
      'a\nb\nc\nd\ne',
    );
  });
});
