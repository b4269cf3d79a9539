import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';
import { findOrphanedServices } from './findOrphanedServices';
import type { ResolvedService } from './ServiceResolver';

const record = (
  service: string,
  more: Partial<ApplicationRecord> = {},
): ApplicationRecord => ({
  instance: 'homelab',
  name: `${service}-dev`,
  namespace: 'argocd',
  project: 'default',
  service,
  environment: 'dev',
  destination: {},
  prune: false,
  automated: false,
  selfHeal: false,
  sources: [],
  sync: 'Synced',
  health: 'Healthy',
  history: [],
  images: [],
  ...more,
});

function find(
  applications: ApplicationRecord[],
  catalog: string[],
  reachable = true,
) {
  const resolveMany = jest.fn(async (refs: string[]) =>
    refs.map(ref =>
      catalog.includes(ref)
        ? ({ entityRef: ref } as ResolvedService)
        : undefined,
    ),
  );
  const found = findOrphanedServices({
    readModel: {
      services: [...new Set(applications.map(({ service }) => service))],
      find: service => applications.filter(one => one.service === service),
      instances: [{ status: { name: 'homelab', reachable } }],
    },
    services: { resolveMany },
  });
  return { found, resolveMany };
}

describe('findOrphanedServices', () => {
  it('says nothing while the catalog has none of the services', async () => {
    const { found } = find([record('shop'), record('web')], []);
    expect(await found).toEqual([]);
  });

  it('finds services whatever the case of their label, and asks for many at once', async () => {
    const many = Array.from({ length: 450 }, (_, index) => record(`S${index}`));
    const refs = many.map(
      ({ service }) =>
        `component:default/${service.toLocaleLowerCase('en-US')}`,
    );
    const { found, resolveMany } = find(many, refs.slice(1));
    expect((await found).map(({ name }) => name)).toEqual(['S0']);
    expect(resolveMany).toHaveBeenCalledTimes(3);
  });

  it.each([
    ['the instance does not answer', {}, false],
    ['Argo CD lists it no more', { hidden: {} }, true],
  ])('calls facts old when %s', async (_, more, reachable) => {
    const { found } = find(
      [record('shop'), record('gone', more)],
      ['component:default/shop'],
      reachable,
    );
    expect(await found).toMatchObject([
      { name: 'gone', applications: [{ stale: true }] },
    ]);
  });

  it('throws what the catalog throws, instead of calling everything gone', async () => {
    const failing = findOrphanedServices({
      readModel: { services: ['shop'], find: () => [], instances: [] },
      services: {
        resolveMany: async () => {
          throw new Error('down');
        },
      },
    });
    await expect(failing).rejects.toThrow('down');
  });
});
