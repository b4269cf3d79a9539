import { awaitsManualSync } from '../environment/awaitsManualSync';
import type { EnvironmentStatus } from '../environment/EnvironmentStatus';
import { isSyncFailing } from '../environment/isSyncFailing';
import { worstHealth } from '../environment/worstHealth';
import type { HealthStatus } from '../vocabulary';
import type { ServiceDeliverySummary } from './ServiceDelivery';

type EnvironmentSummary = ServiceDeliverySummary['environments'][number];

/**
 * A service in one line.
 *
 * @public
 */
export function summarizeDelivery(
  entityRef: string,
  environments: EnvironmentStatus[],
): ServiceDeliverySummary {
  const summaries = environments.map(summarizeEnvironment);
  return {
    entityRef,
    environments: summaries,
    health: summarizeHealth(summaries),
  };
}

/**
 * The worst health of environments. A stale one counts as `Unknown` unless its last facts were worse.
 *
 * @public
 */
export function summarizeHealth(
  environments: Array<Pick<EnvironmentStatus, 'health' | 'stale'>>,
): HealthStatus {
  return worstHealth(
    environments.flatMap(({ health, stale }) =>
      stale ? [health, 'Unknown' as const] : [health],
    ),
  );
}

function summarizeEnvironment(status: EnvironmentStatus): EnvironmentSummary {
  return {
    name: status.name,
    presence: status.presence,
    neverDeployed: status.neverDeployed,
    sync: status.sync,
    syncReason: status.syncReason,
    health: status.health,
    healthReason: status.healthReason,
    release: status.release,
    mixed: status.mixed,
    stale: status.stale,
    forbidden: status.forbidden,
    ...(isSyncFailing(status) ? { syncFailing: true } : {}),
    ...(awaitsManualSync(status) ? { awaitsSync: true } : {}),
  };
}
