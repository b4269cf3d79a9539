import { defaultCatalogCollatorEntityTransformer } from '@backstage/plugin-search-backend-module-catalog';
import fc from 'fast-check';
import { createServiceTransformer } from './createServiceTransformer';

const transform = createServiceTransformer();

const service = (spec: object = {}) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'shop',
    description: 'Sells things',
    annotations: { 'platform.stonegarden.dev/source': 'acme' },
  },
  spec: {
    type: 'service',
    lifecycle: 'production',
    owner: 'group:default/product',
    layer: 'services',
    category: 'retail',
    contact: {
      team: 'product',
      slack: '#shop',
      email: 'product@example.org',
    },
    environments: [
      { name: 'dev', cluster: 'homelab', namespace: 'shop-dev' },
      { name: 'production', cluster: 'homelab', namespace: 'shop' },
    ],
    dependsOn: ['component:default/kafka', 'resource:default/homelab'],
    releases: [
      { environment: 'dev', images: ['ghcr.io/acme/shop:1.3'] },
      { environment: 'production', images: ['ghcr.io/acme/shop:1.2'] },
    ],
    ...spec,
  },
});

describe('createServiceTransformer', () => {
  it('tells what people look for, as they read it', () => {
    expect(transform(service()).text).toBe(
      'Sells things · Team: product, #shop, product@example.org · Layer: services · Category: retail · ' +
        'Environments: dev, production · Clusters: homelab · Namespaces: shop-dev, shop · Dependencies: kafka · ' +
        'Images: ghcr.io/acme/shop:1.3, ghcr.io/acme/shop:1.2',
    );
  });

  it.each([
    'ghcr.io/acme/shop',
    'acme/shop',
    'acme',
    '1.2',
    'kafka',
    'homelab',
    'shop-dev',
    'retail',
    'example.org',
    'product',
  ])('has the keyword %s', word => {
    expect(transform(service()).keywords.split(' ')).toContain(word);
  });

  it('keeps everything else of the document as it was', () => {
    const entity = service();
    const { text: _text, ...rest } =
      defaultCatalogCollatorEntityTransformer(entity);
    expect(transform(entity)).toMatchObject(rest);
  });

  it('leaves what is not a service as it was, with the same fields', () => {
    for (const entity of [
      service({ environments: undefined }),
      { ...service(), kind: 'Resource' },
    ]) {
      expect(transform(entity)).toEqual({
        ...defaultCatalogCollatorEntityTransformer(entity),
        keywords: '',
      });
    }
  });

  it('adds to the documents of another transformer', () => {
    const mine = createServiceTransformer(entity => ({
      ...defaultCatalogCollatorEntityTransformer(entity),
      title: 'Mine',
      text: 'My words',
    }));
    expect(mine(service())).toMatchObject({
      title: 'Mine',
      text: expect.stringMatching(/^My words · Team: product/),
    });
  });

  it('shows a manifest that never was valid by what is known of it', () => {
    const broken = service({
      environments: undefined,
      contact: undefined,
      dependsOn: undefined,
      releases: undefined,
      problems: [],
    });
    expect(transform(broken).text).toBe(
      'Sells things · Team: product · Layer: services · Category: retail',
    );
  });

  it('is bounded, whole values only', () => {
    const many = service({
      environments: Array.from({ length: 10_000 }, (_, index) => ({
        name: `environment-${index}`,
        cluster: `cluster-${index}-${'x'.repeat(150)}`,
        namespace: 'x'.repeat(100_000),
      })),
    });
    const { text, keywords } = transform(many);
    expect(text.length).toBeLessThanOrEqual(4_000);
    expect(keywords.length).toBeLessThanOrEqual(4_000);
    expect(text).toContain('environment-49');
    expect(text).not.toContain('environment-50');
    expect(text).not.toContain('xxxxx, cluster');
  });

  it.each([
    ['environments of texts', { environments: ['dev', null, 3] }],
    ['an owner that is not a reference', { owner: 'a:b:c:d' }],
    ['dependencies that are none', { dependsOn: [{}, 'a:b:c', 1, null] }],
    ['releases that are none', { releases: [null, 'x', { images: 'x' }] }],
    ['a contact that is a text', { contact: 'me', aliases: 'x' }],
  ])('takes %s, as anybody may register a Component', (_what, spec) => {
    expect(transform(service(spec)).text).toContain('Sells things');
  });

  it('does not take a registered file for a service, whatever it says', () => {
    const foreign = { ...service(), metadata: { name: 'shop' } };
    expect(transform(foreign)).toEqual({
      ...defaultCatalogCollatorEntityTransformer(foreign),
      keywords: '',
    });
  });

  it('indexes JSON of any shape', () => {
    const spec = fc.dictionary(
      fc.constantFrom(...Object.keys(service().spec)),
      fc.jsonValue({ maxDepth: 3 }),
    );
    fc.assert(
      fc.property(spec, of => {
        const { text, keywords } = transform(
          JSON.parse(JSON.stringify(service(of))),
        );
        expect([typeof text, typeof keywords]).toEqual(['string', 'string']);
      }),
    );
  });
});
