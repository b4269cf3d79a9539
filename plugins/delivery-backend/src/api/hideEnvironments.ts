import {
  createReason,
  deliveryEnvironmentReadPermission,
  EnvironmentStatus,
  EnvironmentTransition,
  ServiceDelivery,
  ServiceDeliverySummary,
  summarizeHealth,
} from '@stonegarden/backstage-plugin-delivery-common';
import { hideFromPromotion } from './hideFromPromotion';

/** Whether the viewer may not see an environment. */
type IsHidden = (environment: string) => boolean;

/** Keeps what the catalog entity tells anyway. An `Unknown` health keeps the service from looking healthier than it is. */
function hideEnvironment(environment: EnvironmentStatus): EnvironmentStatus {
  const { name, cluster, namespace, autoSync, promotesFrom } = environment;
  const { rollout, rolloutWeights } = environment;
  return {
    name,
    cluster,
    namespace,
    autoSync,
    promotesFrom,
    rollout,
    rolloutWeights,
    forbidden: true,
    presence: 'unknown',
    sync: 'Unknown',
    health: 'Unknown',
    healthReason: createReason('EnvironmentForbidden', {
      permission: deliveryEnvironmentReadPermission.name,
    }),
    stale: false,
  };
}

/** What compares a hidden environment would tell about it, as would a promotion from or to it. */
function hideTransition({
  from,
  to,
}: EnvironmentTransition): EnvironmentTransition {
  return { from, to, state: 'unknown', changes: [] };
}

/**
 * Which Argo CD has a hidden environment is not told: where all that are shown are known, only those that have them are left.
 */
function shownInstances(
  { environments, instances }: ServiceDelivery,
  isHidden: IsHidden,
): ServiceDelivery['instances'] {
  const shown = environments.filter(({ name }) => !isHidden(name));
  const areKnown = shown.every(({ instance }) => instance !== undefined);
  return shown.length < environments.length && areKnown
    ? instances.filter(({ name }) =>
        shown.some(({ instance }) => instance === name),
      )
    : instances;
}

/** Takes all that is known of hidden environments out of a view; they stay in it by name, marked as forbidden. */
export function hideEnvironments(
  view: ServiceDelivery,
  isHidden: IsHidden,
): ServiceDelivery {
  return {
    ...view,
    instances: shownInstances(view, isHidden),
    strayApplications: view.strayApplications.filter(
      ({ environment }) => environment === undefined || !isHidden(environment),
    ),
    environments: view.environments.map(environment =>
      isHidden(environment.name) ? hideEnvironment(environment) : environment,
    ),
    histories: view.histories.filter(
      ({ environment }) => !isHidden(environment),
    ),
    transitions: view.transitions.map(transition =>
      isHidden(transition.from) || isHidden(transition.to)
        ? hideTransition(transition)
        : {
            ...transition,
            ...(transition.promotion
              ? {
                  promotion: hideFromPromotion(
                    transition.promotion,
                    view,
                    isHidden,
                  ),
                }
              : {}),
          },
    ),
  };
}

/** The same for a summary, whose health is then the worst of what is left, `Unknown` included. */
export function hideEnvironmentsOfSummary(
  { entityRef, environments }: ServiceDeliverySummary,
  isHidden: IsHidden,
): ServiceDeliverySummary {
  const shown: ServiceDeliverySummary['environments'] = environments.map(
    environment =>
      isHidden(environment.name)
        ? {
            name: environment.name,
            forbidden: true,
            presence: 'unknown',
            sync: 'Unknown',
            health: 'Unknown',
            stale: false,
          }
        : environment,
  );
  return { entityRef, environments: shown, health: summarizeHealth(shown) };
}
