import type {
  Deployment,
  EnvironmentStatus,
  EnvironmentTransition,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { PromotionRecord } from '../promotions/PromotionRecord';
import { findRolledBack } from './findRolledBack';

/** Says of steps of the path that what they would promote was rolled back where it would go. */
export function markRolledBack(
  transitions: EnvironmentTransition[],
  past: {
    environments: EnvironmentStatus[];
    promotions: PromotionRecord[];
    deployments: Deployment[];
  },
): EnvironmentTransition[] {
  const { environments, promotions, deployments } = past;
  return transitions.map(transition => {
    const { from, to, state } = transition;
    const offered = environments.find(({ name }) => name === from)?.git
      ?.release;
    const rolledBack =
      state === 'differs' && offered
        ? findRolledBack(promotions, deployments, to, offered)
        : undefined;
    return rolledBack ? { ...transition, rolledBack } : transition;
  });
}
