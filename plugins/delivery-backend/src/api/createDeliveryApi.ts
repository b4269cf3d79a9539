import type {
  AuditorService,
  AuthService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { AutomationEntry } from '../config/readAutomation';
import type { EnvironmentResources } from '../services/EnvironmentResources';
import type { ServiceResolver } from '../services/ServiceResolver';
import { AuditedDelivery } from './AuditedDelivery';
import { AuthorizedDelivery } from './AuthorizedDelivery';
import { Authorizer } from './Authorizer';
import { Automation } from './Automation';
import type { DeliveryApi } from './DeliveryApi';
import { AuthorizedFleet, type FleetParts } from './fleet/AuthorizedFleet';
import type { FleetApi } from './fleet/FleetApi';
import { AuditedHistory } from './history/AuditedHistory';
import { AuthorizedHistory } from './history/AuthorizedHistory';
import type { History } from './history/History';
import type { HistoryApi } from './history/HistoryApi';
import { AuditedEmergency } from './emergency/AuditedEmergency';
import { AuthorizedEmergency } from './emergency/AuthorizedEmergency';
import type { EmergencyApi } from './emergency/EmergencyApi';
import { AuditedLine } from './line/AuditedLine';
import { AuthorizedLine } from './line/AuthorizedLine';
import type { LineApi } from './line/LineApi';
import { AuthorizedOverview } from './overview/AuthorizedOverview';
import type { Overview } from './overview/Overview';
import type { OverviewApi } from './overview/OverviewApi';
import { AuditedRollbacks } from './rollbacks/AuditedRollbacks';
import { AuthorizedRollbacks } from './rollbacks/AuthorizedRollbacks';
import type { RollbackApi } from './rollbacks/RollbackApi';
import { AuthorizedSla } from './sla/AuthorizedSla';
import type { Sla } from './sla/Sla';
import type { SlaApi } from './sla/SlaApi';
import { AuditedResources } from './resources/AuditedResources';
import { AuthorizedResources } from './resources/AuthorizedResources';
import type { ResourcesApi } from './resources/ResourcesApi';
import { ServiceAccess } from './ServiceAccess';
import { AuditedTrains } from './trains/AuditedTrains';
import type { TrainApi } from './trains/TrainApi';
import { Trains, type TrainParts } from './trains/Trains';
import { TrainServices } from './trains/TrainServices';

/** What the HTTP API serves, in rooms of its own. */
export interface DeliveryApis {
  delivery: DeliveryApi;
  fleet: FleetApi;
  history: HistoryApi;
  rollbacks: RollbackApi;
  emergency: EmergencyApi;
  line: LineApi;
  overview: OverviewApi;
  sla: SlaApi;
  resources: ResourcesApi;
  trains: TrainApi;
}

/** Wraps what does the work: each call is audited, then authorized, then done. */
export function createDeliveryApi(
  inner: Omit<
    DeliveryApis,
    'fleet' | 'history' | 'overview' | 'sla' | 'trains'
  > & {
    fleet: FleetParts;
    history: History;
    overview: Overview;
    sla: Sla;
    trains: TrainParts;
  },
  options: {
    auditor: AuditorService;
    auth: AuthService;
    automation: readonly AutomationEntry[];
    catalog: CatalogService;
    permissions: PermissionsService;
    permissionsRegistry: PermissionsRegistryService;
    resources: EnvironmentResources;
    services: ServiceResolver;
  },
): DeliveryApis {
  const authorizer = new Authorizer({
    ...options,
    automation: new Automation(options.automation, options),
    registry: options.permissionsRegistry,
  });
  const access = new ServiceAccess({ ...options, authorizer });
  return {
    delivery: new AuditedDelivery(
      new AuthorizedDelivery(inner.delivery, { ...options, authorizer }),
      options,
    ),
    fleet: new AuthorizedFleet(inner.fleet, { authorizer }),
    history: new AuditedHistory(
      new AuthorizedHistory(inner.history, { ...options, access, authorizer }),
      options,
    ),
    emergency: new AuditedEmergency(
      new AuthorizedEmergency(inner.emergency, { access }),
      options,
    ),
    line: new AuditedLine(
      new AuthorizedLine(inner.line, { authorizer }),
      options,
    ),
    overview: new AuthorizedOverview(inner.overview, {
      ...options,
      authorizer,
    }),
    sla: new AuthorizedSla(inner.sla, { access }),
    rollbacks: new AuditedRollbacks(
      new AuthorizedRollbacks(inner.rollbacks, { access }),
      options,
    ),
    trains: new AuditedTrains(
      new Trains({
        ...inner.trains,
        services: new TrainServices({ ...options, access, authorizer }),
      }),
      options,
    ),
    resources: new AuditedResources(
      new AuthorizedResources(inner.resources, { access }),
      options,
    ),
  };
}
