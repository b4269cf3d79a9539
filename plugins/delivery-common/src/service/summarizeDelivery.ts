import type { EnvironmentStatus } from '../environment/EnvironmentStatus';
import { worstHealth } from '../environment/worstHealth';
import type { ServiceDeliverySummary } from './ServiceDelivery';

/**
 * A service in one line. A stale environment counts as `Unknown` unless its last facts were worse.
 *
 * @public
 */
export function summarizeDelivery(
  entityRef: string,
  environments: EnvironmentStatus[],
): ServiceDeliverySummary {
  return {
    entityRef,
    environments: environments.map(
      ({ name, sync, health, release, stale }) => ({
        name,
        sync,
        health,
        release,
        stale,
      }),
    ),
    health: worstHealth(
      environments.flatMap(environment =>
        environment.stale
          ? [environment.health, 'Unknown' as const]
          : [environment.health],
      ),
    ),
  };
}
