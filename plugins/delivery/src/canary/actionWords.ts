import type { RolloutAction } from '@stonegarden/backstage-plugin-delivery-common';

const WORDS = {
  abort: 'abort',
  retry: 'retry',
  resume: 'resume',
  'skip-current-step': 'skip',
  'promote-full': 'promote',
} as const;

/**
 * What the keys of an action's texts begin with.
 *
 * @internal
 */
export function actionWords(action: RolloutAction) {
  return WORDS[action];
}
