import type { AuditorService } from '@backstage/backend-plugin-api';
import type { ServiceAccess } from '../ServiceAccess';
import { AuditedEmergency } from './AuditedEmergency';
import { AuthorizedEmergency } from './AuthorizedEmergency';
import type { EmergencyApi } from './EmergencyApi';

/** What the HTTP API serves: each call is audited, then authorized, then done. */
export function createEmergencyApi(
  emergency: EmergencyApi,
  options: { access: ServiceAccess; auditor: AuditorService },
): EmergencyApi {
  return new AuditedEmergency(
    new AuthorizedEmergency(emergency, options),
    options,
  );
}
