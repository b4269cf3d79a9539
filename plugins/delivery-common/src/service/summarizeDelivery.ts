import { worstHealth } from '../environment/worstHealth';
import type { ServiceDeliverySummary } from './ServiceDelivery';

/**
 * A service in one line. A stale environment counts as `Unknown` unless its last facts were worse.
 *
 * @public
 */
export function summarizeDelivery(
  entityRef: string,
  environments: ServiceDeliverySummary['environments'],
): ServiceDeliverySummary {
  return {
    entityRef,
    environments: environments.map(
      ({
        name,
        presence,
        neverDeployed,
        sync,
        syncReason,
        health,
        healthReason,
        release,
        mixed,
        stale,
        forbidden,
      }) => ({
        name,
        presence,
        neverDeployed,
        sync,
        syncReason,
        health,
        healthReason,
        release,
        mixed,
        stale,
        forbidden,
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
