import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { eventually } from '@stonegarden/test-utils';
import catalogModuleServiceManifest from '..';
import type { FakeRepository } from './FakeRepository';

/** Address of the branch that tests read. */
export const TEST_URL = 'https://git.example.com/acme/platform/tree/main/';

/**
 * A real catalog backend that reads a repository in memory.
 *
 * @param options - `database`: a folder, for a catalog that outlives its process
 * @internal
 */
export async function startTestCatalog(
  repository: FakeRepository,
  options: { database?: string } = {},
) {
  const events = mockServices.events();
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      catalogModuleServiceManifest,
      createServiceFactory({
        service: coreServices.urlReader,
        deps: {},
        factory: () => repository,
      }),
      createServiceFactory({
        service: eventsServiceRef,
        deps: {},
        factory: () => events,
      }),
      createServiceFactory({
        service: coreServices.logger,
        deps: {},
        factory: () => logger,
      }),
      mockServices.rootConfig.factory({
        data: {
          backend: {
            database: {
              client: 'better-sqlite3',
              connection: options.database
                ? { directory: options.database }
                : ':memory:',
            },
          },
          catalog: {
            // What a killed process had claimed is due again after one of these; the defaults are minutes.
            processingInterval: { seconds: 5 },
            stitchingStrategy: { stitchTimeout: { seconds: 5 } },
            providers: { serviceManifest: { acme: { url: TEST_URL } } },
          },
        },
      }),
    ],
  });

  async function entities(): Promise<Map<string, Entity>> {
    const response = await fetch(
      `http://localhost:${backend.server.port()}/api/catalog/entities`,
      { headers: { authorization: mockCredentials.service.header() } },
    );
    const items: Entity[] = await response.json();
    return new Map(items.map(item => [stringifyEntityRef(item), item]));
  }

  return {
    stop: () => backend.stop(),
    logger,
    entities,
    /** Waits until the catalog satisfies an expectation; fails with what the expectation last said. */
    async eventually(
      expectation: (entities: Map<string, Entity>) => void,
    ): Promise<void> {
      await eventually(async () => expectation(await entities()), {
        timeoutMs: 20_000,
        everyMs: 100,
      });
    },
    /** Commits and sends the event of a push, to another branch than main when told. */
    async push(
      change: Record<string, string | undefined>,
      branch: string = 'main',
    ) {
      const eventPayload = repository.commit(change, { branch });
      await events.publish({ topic: 'github.push', eventPayload });
    },
    /** Sends the event of a push. */
    announce: (eventPayload: object) =>
      events.publish({ topic: 'github.push', eventPayload }),
  };
}
