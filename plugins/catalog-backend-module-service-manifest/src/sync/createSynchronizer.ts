import type {
  AuthService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import { ManifestIndex } from '../index/ManifestIndex';
import { KnownEntities } from '../KnownEntities';
import type { SourceConfig } from '../sources/readSourceConfigs';
import type { ParsingThread } from '../parsing/ParsingThread';
import type { Source } from '../sources/Source';
import type { CatalogWriter } from '../write/CatalogWriter';
import { askCatalogForServices } from './askCatalogForServices';
import { RemovalGuard } from './RemovalGuard';
import { SourceSynchronizer } from './SourceSynchronizer';

/**
 * Puts together what keeps the catalog the same as one source.
 *
 * @internal
 */
export function createSynchronizer(
  { settings, maxRemovedShare, schedule }: SourceConfig,
  deps: {
    auth: AuthService;
    catalog: CatalogService;
    events: EventsService;
    logger: LoggerService;
    scheduler: SchedulerService;
    source: Source;
    thread?: ParsingThread;
    writer: CatalogWriter;
  },
): SourceSynchronizer {
  const { source, ...others } = deps;
  const known = new KnownEntities({ ...deps, address: settings.addresses });
  return new SourceSynchronizer(source, {
    ...others,
    schedule,
    index: new ManifestIndex(settings, { known, thread: deps.thread }),
    guard: new RemovalGuard({
      maxRemovedShare,
      askCatalog: () => askCatalogForServices(deps, settings.id),
    }),
  });
}
