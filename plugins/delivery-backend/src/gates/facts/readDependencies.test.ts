import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { application } from '../../__testUtils__/application';
import { shop } from '../../__testUtils__/shop';
import type { ApplicationRecord } from '../../argocd/readModel/ApplicationRecord';
import type { ArgocdInstance } from '../../argocd/readModel/ArgocdReadModel';
import { toApplicationRecord } from '../../argocd/readModel/toApplicationRecord';
import type { ResolvedService } from '../../services/ServiceResolver';
import { type MaySee, readDependencies } from './readDependencies';

/** Where Argo CD deploys it to. */
const placesOf = (name: string) =>
  shop.spec.environments?.map(place => ({
    ...place,
    namespace: `${name}-${place.name}`,
  }));

function service(
  name: string,
  spec: Partial<ResolvedService['entity']['spec']> = {},
): ResolvedService {
  const entity = {
    ...shop,
    metadata: { ...shop.metadata, name },
    spec: {
      ...shop.spec,
      environments: placesOf(name),
      ...spec,
    },
  };
  return {
    entityRef: `component:default/${name}`,
    name,
    entity,
    environments: entity.spec.environments ?? [],
  };
}

function record(
  name: string,
  environment: string,
  health: string,
  instance = 'homelab',
): ApplicationRecord {
  const found = toApplicationRecord(
    instance,
    application(name, environment, { health: { status: health } }),
  );
  if (!found) throw new Error('not read');
  return found;
}

const homelab: ArgocdInstance = {
  status: { name: 'homelab', reachable: true },
};

const dependsOn = [
  'component:default/kafka',
  'component:default/postgres',
  'resource:default/homelab',
];
const all: MaySee = async services =>
  new Set(services.map(({ entityRef }) => entityRef));

async function read(options: {
  records?: ApplicationRecord[];
  instances?: ArgocdInstance[];
  services?: ResolvedService[];
  maySee?: MaySee;
  spec?: Partial<ResolvedService['entity']['spec']>;
}) {
  const known = options.services ?? [service('kafka'), service('postgres')];
  const resolveMany = jest.fn(async (refs: string[]) =>
    refs.map(ref => known.find(({ entityRef }) => entityRef === ref)),
  );
  const facts = await readDependencies(
    service('shop', { dependsOn, ...options.spec }),
    'production',
    {
      readModel: {
        instances: options.instances ?? [homelab],
        find: name =>
          (options.records ?? []).filter(each => each.service === name),
      },
      services: { resolveMany },
      ...('maySee' in options ? { maySee: options.maySee } : { maySee: all }),
    },
  );
  return { facts, resolveMany };
}

describe('readDependencies', () => {
  it('says the health of each in the environment of the same name, asking the catalog once', async () => {
    const { facts, resolveMany } = await read({
      records: [
        record('kafka', 'production', 'Healthy'),
        record('postgres', 'production', 'Degraded'),
        record('postgres', 'staging', 'Healthy'),
      ],
    });
    expect(facts).toEqual([
      { name: 'kafka', health: { value: 'Healthy' } },
      { name: 'postgres', health: { value: 'Degraded' } },
    ]);
    // Clusters are no services.
    expect(resolveMany.mock.calls).toEqual([[dependsOn.slice(0, 2)]]);
  });

  it('does not judge what lacks the environment, or is not a service here', async () => {
    const { facts } = await read({
      services: [
        service('kafka', { environments: placesOf('kafka')?.slice(0, 2) }),
      ],
      spec: { unknownDependencies: ['s3'] },
    });
    expect(facts).toEqual([
      { name: 'kafka', health: { value: 'elsewhere' } },
      { health: { value: 'elsewhere' } },
      { name: 's3', health: { value: 'elsewhere' } },
    ]);
  });

  it('does not know what an Argo CD that does not answer said before', async () => {
    const { facts } = await read({
      records: [record('kafka', 'production', 'Healthy')],
      instances: [{ status: { name: 'homelab', reachable: false } }],
    });
    const unknown = createReason('ArgocdUnreachable', { instance: 'homelab' });
    expect(facts).toEqual([
      { name: 'kafka', health: { unknown } },
      { name: 'postgres', health: { unknown } },
    ]);
  });

  it('does not take what is not listed for healthy, and what is proven absent for Missing', async () => {
    const listed = await read({});
    expect(listed.facts.map(({ health }) => health)).toEqual([
      { unknown: expect.objectContaining({ code: 'ApplicationUnknown' }) },
      { unknown: expect.objectContaining({ code: 'ApplicationUnknown' }) },
    ]);
    const proven = await read({
      instances: [
        {
          ...homelab,
          proof: () => ({
            kind: 'absent',
            at: '2026-01-01T11:00:00.000Z',
            key: { name: 'kafka-production', project: 'default' },
          }),
        },
      ],
    });
    expect(proven.facts.map(({ health }) => health)).toEqual([
      { value: 'Missing' },
      { value: 'Missing' },
    ]);
  });

  it('does not take Unknown for anything else', async () => {
    const { facts } = await read({
      records: [
        record('kafka', 'production', 'Unknown'),
        record('postgres', 'production', 'Healthy'),
      ],
    });
    expect(facts[0].health.unknown).toBeDefined();
    expect(facts[1].health).toEqual({ value: 'Healthy' });
  });

  it('names what the viewer may see, and nothing where there is no viewer', async () => {
    const records = [
      record('kafka', 'production', 'Degraded'),
      record('postgres', 'production', 'Degraded'),
    ];
    const maySee = jest.fn<ReturnType<MaySee>, Parameters<MaySee>>(
      async () => new Set(['component:default/postgres']),
    );
    const some = await read({ records, maySee });
    expect(some.facts).toEqual([
      { health: { value: 'Degraded' } },
      { name: 'postgres', health: { value: 'Degraded' } },
    ]);
    expect(maySee.mock.calls[0][1]).toBe('production');
    const none = await read({ records, maySee: undefined });
    expect(JSON.stringify(none.facts)).not.toMatch(/kafka|postgres/);
  });
});
