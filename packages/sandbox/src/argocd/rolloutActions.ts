import { readSpec, type Rollout, ROLLOUT_ACTIONS } from './Rollout';

/**
 * What Argo CD offers about a Rollout as it stands, in an order of no meaning. It says so only: it runs what is disabled all the
 * same.
 *
 * @internal
 */
export function rolloutActions(rollout: Rollout) {
  const { state, stable, current, step } = rollout;
  const isAborted = state === 'aborted' || state === 'scaledDown';
  const isPromoted = stable?.hash === current.hash;
  const isDisabled: Record<(typeof ROLLOUT_ACTIONS)[number], boolean> = {
    abort: isPromoted || isAborted,
    retry: isPromoted || !isAborted,
    resume: state !== 'paused',
    'skip-current-step': step >= readSpec(rollout).steps.length,
    'promote-full': isPromoted,
  };
  return [
    { name: 'restart', displayName: 'Restart Pods' },
    { name: 'pause', isDisabled: isPromoted || isAborted },
    ...ROLLOUT_ACTIONS.map(name => ({ name, isDisabled: isDisabled[name] })),
  ].map(
    ({
      isDisabled: disabled,
      ...action
    }: {
      name: string;
      displayName?: string;
      isDisabled?: boolean;
    }) => ({ ...action, ...(disabled ? { disabled } : {}) }),
  );
}
