import { healthOfRollout, type Rollout } from './Rollout';

/** The conditions of a Rollout, as its controller keeps them; all since it is in its state. */
export function rolloutConditions(rollout: Rollout) {
  const { state, current, since } = rollout;
  const isHealthy = state === 'healthy';
  const isAborted = state === 'aborted' || state === 'scaledDown';
  const condition = (
    type: string,
    status: 'True' | 'False' | 'Unknown',
    reason: string,
    message: string,
  ) => ({
    lastTransitionTime: since,
    lastUpdateTime: since,
    message,
    reason,
    status,
    type,
  });
  return [
    ...(rollout.stable
      ? [
          condition(
            'Available',
            'True',
            'AvailableReason',
            'Rollout has minimum availability',
          ),
        ]
      : []),
    condition(
      'Healthy',
      isHealthy ? 'True' : 'False',
      'RolloutHealthy',
      isHealthy ? 'Rollout is healthy' : 'Rollout is not healthy',
    ),
    condition(
      'Completed',
      isHealthy ? 'True' : 'False',
      'RolloutCompleted',
      'RolloutCompleted',
    ),
    ...(state === 'paused'
      ? [condition('Paused', 'True', 'RolloutPaused', 'Rollout is paused')]
      : []),
    progressing(),
  ];

  function progressing() {
    if (isAborted) {
      const { message = '' } = healthOfRollout(rollout);
      return condition(
        'Progressing',
        'False',
        'RolloutAborted',
        message.replace(/^RolloutAborted: /, ''),
      );
    }
    if (state === 'paused') {
      return condition(
        'Progressing',
        'Unknown',
        'RolloutPaused',
        'Rollout is paused',
      );
    }
    return condition(
      'Progressing',
      'True',
      isHealthy ? 'NewReplicaSetAvailable' : 'ReplicaSetUpdated',
      `ReplicaSet "${rollout.name}-${current.hash}" ${
        isHealthy ? 'has successfully progressed.' : 'is progressing.'
      }`,
    );
  }
}
