import type {
  AuthService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import type { RegisteredLocations } from '../origins/RegisteredLocations';
import type { ParsingThread } from '../parsing/ParsingThread';
import type { SourceConfig } from '../sources/readSourceConfigs';
import type { Source } from '../sources/Source';
import { LastGoodEntities } from '../state/LastGoodEntities';
import { ManifestIndex } from '../state/ManifestIndex';
import { CatalogWriter } from '../write/CatalogWriter';
import { askCatalogForServices } from './askCatalogForServices';
import { freeNames } from './freeNames';
import { MissingEntities } from './MissingEntities';
import { RemovalGuard } from './RemovalGuard';
import { ServiceManifestProvider } from './ServiceManifestProvider';

/**
 * Puts together the provider of one source, and those of its shards; the catalog has to connect all of them.
 *
 * @internal
 */
export function createProvider(
  { settings, maxRemovedShare, schedule }: SourceConfig,
  deps: {
    auth: AuthService;
    catalog: CatalogService;
    events: EventsService;
    logger: LoggerService;
    registered: RegisteredLocations;
    scheduler: SchedulerService;
    source: Source;
    thread: ParsingThread;
  },
) {
  const writer = new CatalogWriter(settings.id);
  const lastGood = new LastGoodEntities({
    ...deps,
    address: settings.addresses,
  });
  const provider = new ServiceManifestProvider({
    ...deps,
    schedule,
    writer,
    index: new ManifestIndex(settings, { lastGood, thread: deps.thread }),
    missing: new MissingEntities(deps, settings.id),
    freeNames: refs => freeNames(refs, deps),
    guard: new RemovalGuard({
      maxRemovedShare,
      askCatalog: () => askCatalogForServices(deps, settings.id),
    }),
  });
  return { provider, shards: writer.shards };
}
