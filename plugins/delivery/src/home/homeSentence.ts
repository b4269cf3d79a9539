import type { ServiceDeliverySummary } from '@stonegarden/backstage-plugin-delivery-common';
import { isUnhealthy } from './homeItems';

/**
 * How the viewer's services are in production, never more than is known.
 *
 * @internal
 */
export type ProductionState =
  /** None of them is deployed there. */
  | { kind: 'none' }
  | { kind: 'healthy' }
  /** Nothing is wrong, and so many are on their way or paused. */
  | { kind: 'moving'; count: number }
  /** So many are not healthy; of so many others it is not known. */
  | { kind: 'unhealthy'; count: number; unknown: number }
  /** Nothing is known to be wrong, and of so many it is not known; `all` when nothing is known of any. */
  | { kind: 'unknown'; count: number; all: boolean };

/**
 * What the first line of the page says.
 *
 * @internal
 */
export interface HomeSentence {
  /** How many things wait; undefined when the list of promotions or the state of the services is not known. */
  waiting: number | undefined;
  /** Undefined while it is not known at all, and where there is no service to tell about. */
  production: ProductionState | undefined;
}

type Environment = ServiceDeliverySummary['environments'][number];

/**
 * Sums up how services are in production.
 *
 * @param entityRefs - the viewer's services
 * @param summaries - what is known of them; what is missing is not visible
 * @param production - names of the environments that count as production
 * @internal
 */
export function productionState(
  entityRefs: string[],
  summaries: ReadonlyMap<string, ServiceDeliverySummary>,
  production: readonly string[],
): ProductionState {
  const counts = { healthy: 0, moving: 0, unhealthy: 0, unknown: 0 };
  for (const entityRef of entityRefs) {
    const summary = summaries.get(entityRef);
    const states = summary
      ? summary.environments
          .filter(({ name }) => production.includes(name))
          .flatMap(stateOf)
      : (['unknown'] as const);
    const worst = (['unhealthy', 'unknown', 'moving', 'healthy'] as const).find(
      state => states.some(one => one === state),
    );
    if (worst) counts[worst] += 1;
  }
  const { healthy, moving, unhealthy, unknown } = counts;
  if (unhealthy > 0) return { kind: 'unhealthy', count: unhealthy, unknown };
  if (unknown > 0) {
    return { kind: 'unknown', count: unknown, all: healthy + moving === 0 };
  }
  if (moving > 0) return { kind: 'moving', count: moving };
  return { kind: healthy > 0 ? 'healthy' : 'none' };
}

/** What is not deployed says nothing. */
function stateOf(
  environment: Environment,
): Array<'healthy' | 'moving' | 'unhealthy' | 'unknown'> {
  const { forbidden, health, neverDeployed, presence, stale } = environment;
  if (isUnhealthy(environment)) return ['unhealthy'];
  if (forbidden || stale || presence === 'unknown') return ['unknown'];
  if (presence === 'absent') return [];
  if (presence !== 'present') return ['unknown'];
  if (health === 'Progressing' || health === 'Suspended') return ['moving'];
  if (neverDeployed) return [];
  return [health === 'Healthy' ? 'healthy' : 'unknown'];
}

/**
 * What the first line says, out of what is known.
 *
 * @internal
 */
export function homeSentence(known: {
  /** Left out unless all of it is known. */
  items?: { waiting: unknown[] };
  entityRefs: string[];
  summaries?: ReadonlyMap<string, ServiceDeliverySummary>;
  /** Names of the environments that count as production. */
  production?: readonly string[];
}): HomeSentence {
  const { items, entityRefs, summaries, production } = known;
  return {
    waiting: items?.waiting.length,
    production:
      entityRefs.length > 0 && summaries && production
        ? productionState(entityRefs, summaries, production)
        : undefined,
  };
}
