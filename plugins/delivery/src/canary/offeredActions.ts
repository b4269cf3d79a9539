import type {
  CanaryStatus,
  RolloutAction,
  RolloutProgress,
} from '@stonegarden/backstage-plugin-delivery-common';

/**
 * What can be done about a canary as it stands, by whoever may, in the order in which it is shown. A pause is resumed, not
 * skipped, which would be the same. An aborted canary only begins again.
 *
 * @internal
 */
export function offeredActions(
  canary: CanaryStatus | undefined,
  progress: RolloutProgress | undefined,
  may: { update: boolean; bypass: boolean },
): RolloutAction[] {
  if (!canary) return [];
  // Either may be the newer one, also below.
  if (canary.state === 'aborted' || progress?.phase === 'Aborted') {
    return may.update ? ['retry'] : [];
  }
  const { step } = placeOf(canary, progress);
  const steps = progress?.steps;
  const isAtStep =
    step !== undefined && (steps === undefined || step < steps.length);
  const current = step === undefined ? undefined : steps?.[step]?.type;
  const isPaused = canary.state === 'paused' || progress?.phase === 'Paused';
  const isSkippable =
    !isPaused && (current === 'analysis' || current === 'other');
  return [
    ...(may.update && isPaused && step !== undefined
      ? (['resume'] as const)
      : []),
    ...(may.bypass && isSkippable ? (['skip-current-step'] as const) : []),
    ...(may.bypass && isAtStep ? (['promote-full'] as const) : []),
    // Argo Rollouts takes none while it promotes fully.
    ...(may.update && !progress?.promotesFully ? (['abort'] as const) : []),
  ];
}

/**
 * The step that the page shows, from 0, and the version that is at it. Empty while that is not known, as when the two tell of
 * different versions.
 *
 * @internal
 */
export function placeOf(
  canary: CanaryStatus | undefined,
  progress: RolloutProgress | undefined,
): { step?: number; podHash?: string } {
  const podHash = progress?.podHash ?? canary?.podHash;
  if (!podHash || (canary?.podHash && canary.podHash !== podHash)) return {};
  return { step: progress?.step ?? canary?.step, podHash };
}
