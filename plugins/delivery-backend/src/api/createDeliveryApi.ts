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

/** What the HTTP API serves: each call is audited, then authorized, then done. */
export function createDeliveryApi(
  delivery: DeliveryApi,
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
): DeliveryApi {
  const authorizer = new Authorizer({
    ...options,
    automation: new Automation(options.automation, options),
    registry: options.permissionsRegistry,
  });
  const authorized = new AuthorizedDelivery(delivery, {
    ...options,
    authorizer,
  });
  return new AuditedDelivery(authorized, options);
}
