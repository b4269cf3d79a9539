import {
  checksState,
  createReason,
  type PromotionChecks,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { GateAnswer } from '@stonegarden/backstage-plugin-delivery-node';

/** What some checks of a pull request, of which there is at least one, say together. */
export function judgeChecks(items: PromotionChecks['items']): GateAnswer {
  const state = checksState(items);
  if (state === 'passed') {
    return {
      status: 'passed',
      reason: createReason('ChecksPassed', {
        checks: items.map(({ name }) => name),
      }),
    };
  }
  return {
    status: state,
    reason: createReason('ChecksNotPassed', {
      checks: items
        .filter(item => item.state === state)
        .map(({ name }) => name),
      state,
    }),
  };
}
