import type {
  RolloutProgress,
  RolloutStep,
} from '@stonegarden/backstage-plugin-delivery-common';

/**
 * A step of a canary, and whether it is behind it, is where it stands, or is to come.
 *
 * @internal
 */
export interface PlacedStep {
  index: number;
  step: RolloutStep;
  place: 'done' | 'current' | 'coming';
}

/** Argo Rollouts goes to all traffic after the last step, whether or not the steps say so. */
function withEnd(steps: RolloutStep[]): RolloutStep[] {
  const last = steps.findLast(({ type }) => type === 'weight');
  return last?.type === 'weight' && last.weight === 100
    ? steps
    : [...steps, { type: 'weight', weight: 100 }];
}

/**
 * The steps of a canary with the end that all have, each with its place. An aborted one stands at none of them.
 *
 * @internal
 */
export function placeSteps({
  steps,
  step: at,
  phase,
}: Pick<RolloutProgress, 'steps' | 'step' | 'phase'>): PlacedStep[] {
  const place = (index: number) => {
    if (phase === 'Aborted' || at === undefined || index > at) return 'coming';
    return index < at ? 'done' : 'current';
  };
  return withEnd(steps).map((step, index) => ({
    index,
    step,
    place: place(index),
  }));
}

/**
 * In how many columns steps stand, so that their lines are as long as one another.
 *
 * @param room - how many have room beside one another
 * @internal
 */
export function stepColumns(count: number, room: number): number {
  return Math.ceil(count / Math.ceil(count / room));
}
