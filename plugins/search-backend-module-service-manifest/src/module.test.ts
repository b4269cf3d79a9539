import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import searchPlugin from '@backstage/plugin-search-backend';
import catalogCollatorModule from '@backstage/plugin-search-backend-module-catalog';
import request from 'supertest';
import searchModule from '.';

const service = (name: string, spec: object) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    namespace: 'default',
    annotations: { 'platform.stonegarden.dev/source': 'acme' },
  },
  spec: {
    type: 'service',
    lifecycle: 'production',
    environments: [],
    ...spec,
  },
});

const entities = [
  // The first document decides which fields are searched.
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'crew', description: 'A crew' },
    spec: { type: 'team', children: [] },
  },
  service('shop', {
    owner: 'group:default/merchants',
    contact: { team: 'merchants', email: 'hello@example.org' },
    dependsOn: ['component:default/ledger'],
    layer: 'services',
    category: 'retail',
    environments: [
      { name: 'preview', cluster: 'harbour', namespace: 'shop-preview' },
    ],
    releases: [
      {
        environment: 'preview',
        images: ['registry.example/acme/storefront:7'],
      },
    ],
  }),
  service('ledger', { owner: 'group:default/treasury' }),
];

describe('searchModuleServiceManifest', () => {
  let stop: () => Promise<void>;
  let find: (term: string) => Promise<string[]>;

  beforeAll(async () => {
    const backend = await startTestBackend({
      features: [
        searchPlugin,
        catalogCollatorModule,
        searchModule,
        catalogServiceMock.factory({ entities }),
        // Runs what is scheduled at once.
        mockServices.scheduler.mock({
          createScheduledTaskRunner: () => ({
            run: async ({ fn }) => fn(new AbortController().signal),
          }),
        }).factory,
      ],
    });
    stop = () => backend.stop();
    find = async term => {
      const { body } = await request(backend.server)
        .get('/api/search/query')
        .query({ term });
      return (body.results ?? []).map(
        ({ document }: { document: { title: string } }) => document.title,
      );
    };
    const deadline = Date.now() + 20_000;
    while ((await find('crew')).length === 0 && Date.now() < deadline) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }, 30_000);

  afterAll(() => stop());

  it.each([
    ['team', 'merchants'],
    ['contact', 'hello@example.org'],
    ['image', 'registry.example/acme/storefront:7'],
    ["image's name", 'storefront'],
    ['environment', 'preview'],
    ['cluster', 'harbour'],
    ['namespace', 'shop-preview'],
    ['category', 'retail'],
  ])('finds a service by its %s', async (_what, term) => {
    expect(await find(term)).toContain('shop');
  });

  it('finds what depends on a service beside the service', async () => {
    expect(await find('ledger')).toEqual(['ledger', 'shop']);
  });

  it('does not find everything by anything', async () => {
    expect(await find('treasury')).toEqual(['ledger']);
    expect(await find('nothingofthekind')).toEqual([]);
  });
});
