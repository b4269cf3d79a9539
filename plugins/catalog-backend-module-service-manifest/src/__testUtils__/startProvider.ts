import { mockServices } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import type { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { ParsingThread } from '../parsing/ParsingThread';
import { RegisteredLocations } from '../origins/RegisteredLocations';
import { createProvider } from '../provider/createProvider';
import { createSource } from '../sources/createSource';
import { readSourceConfigs } from '../sources/readSourceConfigs';
import type { FakeRepository } from './FakeRepository';

/** Address of the branch that tests read. */
const URL = 'https://git.example.com/acme/platform/tree/main/';

/**
 * The provider of a repository in memory with a catalog in memory, for tests with Jest's fake timers.
 *
 * @param options - `catalog`: entities that the catalog has already; `config`: more of the source's configuration;
 *   `connectLater`: the catalog does not connect before `connect` is called
 * @internal
 */
export async function startProvider(
  repository: FakeRepository,
  options: {
    catalog?: Entity[];
    config?: { maxRemovedShare?: number };
    connectLater?: boolean;
  } = {},
) {
  const events = mockServices.events();
  const logger = mockServices.logger.mock();
  const byProvider = new Map<string, Map<string, Entity>>();
  const applyMutation = jest.fn(
    async (provider: string, mutation: EntityProviderMutation) => {
      const before = byProvider.get(provider) ?? new Map<string, Entity>();
      const after = mutation.type === 'full' ? new Map() : before;
      if (mutation.type === 'delta') {
        for (const one of mutation.removed) {
          after.delete(
            'entityRef' in one ? one.entityRef : stringifyEntityRef(one.entity),
          );
        }
      }
      const added =
        mutation.type === 'full' ? mutation.entities : mutation.added;
      added.forEach(({ entity }) =>
        after.set(stringifyEntityRef(entity), entity),
      );
      byProvider.set(provider, after);
    },
  );
  const [config] = readSourceConfigs(
    new ConfigReader({
      catalog: {
        providers: {
          serviceManifest: { acme: { url: URL, ...options.config } },
        },
      },
    }),
  );
  const given = () =>
    [...byProvider.values()].flatMap(entities => [...entities]);
  /** The catalog as it is now: with what it had and what it was given. */
  const current = () =>
    catalogServiceMock({
      entities: [
        ...new Map([
          ...(options.catalog ?? []).map(
            one => [stringifyEntityRef(one), one] as const,
          ),
          ...given(),
        ]).values(),
      ],
    });
  const before = catalogServiceMock({ entities: options.catalog });
  const catalog: typeof before = Object.assign(Object.create(before), {
    getEntities: (...asked: Parameters<typeof before.getEntities>) =>
      current().getEntities(...asked),
    queryEntities: (...asked: Parameters<typeof before.queryEntities>) =>
      current().queryEntities(...asked),
  });
  let runSchedule: () => Promise<void> = async () => {};
  const { provider, shards } = createProvider(config, {
    auth: mockServices.auth(),
    catalog,
    events,
    logger,
    registered: new RegisteredLocations(new ConfigReader({}), {
      auth: mockServices.auth(),
      catalog,
    }),
    scheduler: mockServices.scheduler.mock({
      scheduleTask: async ({ fn }) => {
        runSchedule = async () => fn(new AbortController().signal);
      },
    }),
    source: createSource(config, repository),
    thread: new ParsingThread(logger),
  });
  const connect = async () => {
    for (const one of [provider, ...shards]) {
      const name = one.getProviderName();
      await one.connect({
        applyMutation: mutation => applyMutation(name, mutation),
        refresh: async () => {},
      });
    }
  };
  if (!options.connectLater) {
    await connect();
  }

  const wait = (ms: number) => jest.advanceTimersByTimeAsync(ms);
  return {
    logger,
    applyMutation,
    connect,
    wait,
    stop: () => provider.stop(),
    claims: (entityRef: string) => provider.claims(entityRef),
    announce: (eventPayload: object) =>
      events.publish({ topic: 'github.push', eventPayload }),
    /** Runs the schedule, and waits for what it does. */
    async runSchedule() {
      let isDone = false;
      const run = runSchedule().then(() => {
        isDone = true;
      });
      while (!isDone) {
        await wait(50);
      }
      await run;
    },
    /** What the catalog has, by ref. */
    entities(): Map<string, Entity> {
      return new Map(given().sort(([a], [b]) => (a < b ? -1 : 1)));
    },
  };
}
