import {
  coreServices,
  createServiceFactory,
  type UrlReaderService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import type { JsonObject } from '@backstage/types';
import { eventually } from '@stonegarden/test-utils';
import catalogModuleServiceManifest from '..';
import type { FakeRepository } from './FakeRepository';

/** Address of the branch that tests read. */
export const TEST_URL = 'https://git.example.com/acme/platform/tree/main/';

type Features = NonNullable<
  NonNullable<Parameters<typeof startTestBackend>[0]>['features']
>;

/**
 * A real catalog backend that reads a repository in memory.
 *
 * @param options - `database`: a folder, for a catalog that outlives its process; `source`: further settings of the
 *   source; `catalog`: further configuration of the catalog; `files`: what else can be read, by address; `features`:
 *   further modules and services
 * @internal
 */
export async function startTestCatalog(
  repository: FakeRepository,
  options: {
    database?: string;
    source?: object;
    catalog?: object;
    files?: Record<string, string>;
    features?: Features;
  } = {},
) {
  const urlReader = withFiles(repository, options.files ?? {});
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
        factory: () => urlReader,
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
      ...(options.features ?? []),
      mockServices.rootConfig.factory({
        data: json({
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
            providers: {
              serviceManifest: { acme: { url: TEST_URL, ...options.source } },
            },
            ...options.catalog,
          },
        }),
      }),
    ],
  });

  /** Asks the catalog, as somebody who is signed in unless told otherwise. */
  const request = (
    path: string,
    init: { method?: string; body?: object; authorization?: string } = {},
  ) =>
    fetch(`http://localhost:${backend.server.port()}/api/catalog/${path}`, {
      method: init.method,
      body: init.body && JSON.stringify(init.body),
      headers: {
        authorization: init.authorization ?? mockCredentials.user.header(),
        'content-type': 'application/json',
      },
    });

  async function entities(): Promise<Map<string, Entity>> {
    const response = await request('entities', {
      authorization: mockCredentials.service.header(),
    });
    const items: Entity[] = await response.json();
    return new Map(items.map(item => [stringifyEntityRef(item), item]));
  }

  return {
    stop: () => backend.stop(),
    logger,
    request,
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

function json<T extends object>(value: T): T & JsonObject {
  return JSON.parse(JSON.stringify(value));
}

/** A reader of single files beside those of a repository. */
function withFiles(
  repository: FakeRepository,
  files: Record<string, string>,
): UrlReaderService {
  return {
    readTree: (url, options) => repository.readTree(url, options),
    readUrl: async (url, options) => {
      const text = files[url];
      return text === undefined
        ? repository.readUrl(url, options)
        : { buffer: async () => Buffer.from(text) };
    },
    search: async url => {
      const text = files[url];
      return {
        etag: 'search',
        files:
          text === undefined
            ? []
            : [{ url, content: async () => Buffer.from(text) }],
      };
    },
  };
}
