import {
  coreServices,
  createBackendModule,
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
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
  type CatalogProcessor,
  type CatalogService,
  type EntityProvider,
} from '@backstage/plugin-catalog-node';
import { eventually } from '@stonegarden/test-utils';

const MARK = '2001-01-01 00:00:00';

/** What the catalog's engine remembers of an entity. */
export interface StoredEntity {
  entity_ref: string;
  unprocessed_hash: string;
  location_key: string | null;
}

type ConfigData = NonNullable<
  Parameters<typeof mockServices.rootConfig.factory>[0]
>['data'];

interface Deps {
  auth: typeof coreServices.auth.T;
  catalog: CatalogService;
}

/**
 * A real catalog backend with nothing but the given providers and processors.
 *
 * @param options - `database`: a folder, for a catalog that outlives its process
 * @internal
 */
export async function startPlainCatalog(options: {
  providers?: EntityProvider[];
  processors?: (deps: Deps) => CatalogProcessor[];
  database?: string;
  catalog?: ConfigData;
  urlReader?: UrlReaderService;
}) {
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  let client: Awaited<
    ReturnType<typeof coreServices.database.T.getClient>
  > | null = null;
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      createBackendModule({
        pluginId: 'catalog',
        moduleId: 'test',
        register(env) {
          env.registerInit({
            deps: {
              auth: coreServices.auth,
              catalog: catalogServiceRef,
              database: coreServices.database,
              processing: catalogProcessingExtensionPoint,
            },
            async init({ database, processing, ...deps }) {
              client = await database.getClient();
              processing.addEntityProvider(...(options.providers ?? []));
              processing.addProcessor(...(options.processors?.(deps) ?? []));
            },
          });
        },
      }),
      createServiceFactory({
        service: coreServices.logger,
        deps: {},
        factory: () => logger,
      }),
      ...(options.urlReader
        ? [
            createServiceFactory({
              service: coreServices.urlReader,
              deps: {},
              factory: () => options.urlReader ?? mockServices.urlReader.mock(),
            }),
          ]
        : []),
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
            processingInterval: { seconds: 1 },
            stitchingStrategy: { pollingInterval: { milliseconds: 50 } },
            ...options.catalog,
          },
        },
      }),
    ],
  });

  async function request(path: string, init: RequestInit = {}) {
    return fetch(
      `http://localhost:${backend.server.port()}/api/catalog/${path}`,
      {
        ...init,
        headers: {
          authorization: mockCredentials.user.header(),
          'content-type': 'application/json',
        },
      },
    );
  }

  async function entities(): Promise<Map<string, Entity>> {
    const items: Entity[] = await (await request('entities')).json();
    return new Map(items.map(item => [stringifyEntityRef(item), item]));
  }

  return {
    stop: () => backend.stop(),
    logger,
    request,
    entities,
    /** What the engine remembers, by ref. */
    async stored(): Promise<Map<string, StoredEntity>> {
      const rows: StoredEntity[] = client
        ? await client('refresh_state').select(
            'entity_ref',
            'unprocessed_hash',
            'location_key',
          )
        : [];
      return new Map(rows.map(row => [row.entity_ref, row]));
    },
    /** Makes a statement of what the engine remembers, to see later what has been written since. */
    async mark(): Promise<void> {
      await client?.('refresh_state').update({ last_discovery_at: MARK });
    },
    /** Refs of the entities that were written since {@link mark}. */
    async writtenSinceMark(): Promise<string[]> {
      const rows: Array<{ entity_ref: string; last_discovery_at: string }> =
        client
          ? await client('refresh_state').select(
              'entity_ref',
              'last_discovery_at',
            )
          : [];
      return rows
        .filter(row => String(row.last_discovery_at) !== MARK)
        .map(row => row.entity_ref)
        .sort();
    },
    /** Names of the providers that refer to entities. */
    async sourceKeys(): Promise<string[]> {
      const rows: Array<{ source_key: string | null }> = client
        ? await client('refresh_state_references').distinct('source_key')
        : [];
      return rows.flatMap(row => row.source_key ?? []).sort();
    },
    /** Waits until the catalog satisfies an expectation; fails with what the expectation last said. */
    async eventually(
      expectation: (entities: Map<string, Entity>) => void,
    ): Promise<void> {
      await eventually(async () => expectation(await entities()), {
        timeoutMs: 20_000,
        everyMs: 100,
      });
    },
  };
}
