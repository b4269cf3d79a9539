import { readRollout } from './readRollout';

/** Where a canary stands, as far as something can be done about it. */
export interface Canary {
  /** Whether a new version moves, was aborted, or is not there. */
  state: 'running' | 'aborted' | 'none';
  /** Index of the step it is at; the number of steps when all are done. Undefined where Argo CD does not tell. */
  step?: number;
  /** How many steps it has. */
  steps: number;
  /** By a step of its own, an inconclusive analysis, or a person. */
  isPaused: boolean;
  /** No step is left, or all that are left are left out already. */
  isPromoted: boolean;
}

/** Where a Rollout's canary stands, by Argo CD's answer about it; undefined when that does not say. */
export function readCanary(answer: unknown): Canary | undefined {
  const { spec, status } = readRollout(answer) ?? {};
  if (!status?.currentPodHash) {
    return undefined;
  }
  const steps = spec?.strategy?.canary?.steps?.length ?? 0;
  const step = status.currentStepIndex;
  return {
    state: stateOf(status),
    ...(step === undefined ? {} : { step }),
    steps,
    isPaused: Boolean(status.pauseConditions?.length) || spec?.paused === true,
    isPromoted:
      status.promoteFull === true || (step !== undefined && step >= steps),
  };
}

function stateOf(status: {
  stableRS?: string;
  currentPodHash?: string;
  abort?: boolean;
}): Canary['state'] {
  // Before the first version has come up there is none to give the traffic back to.
  if (!status.stableRS || status.stableRS === status.currentPodHash) {
    return 'none';
  }
  return status.abort ? 'aborted' : 'running';
}
