import { readRollout } from './readRollout';

/** Where a canary stands, as far as something can be done about it. */
export interface Canary {
  /** Whether a new version moves, was aborted, or is not there. */
  state: 'running' | 'aborted' | 'none';
  /** Which version it tries, by Argo Rollouts' hash of its pod template. */
  podHash: string;
  /** Index of the step it is at; the number of steps when all are done. Undefined where Argo CD does not tell. */
  step?: number;
  /** How many steps it has. */
  steps: number;
  /** By a step of its own, an inconclusive analysis, or a person. */
  isPaused: boolean;
  /** No step is left, or all that are left are left out already. */
  isPromoted: boolean;
  /** A person has it leave out the steps that are left. Argo Rollouts takes back every abort until it is done. */
  promotesFully: boolean;
}

/** Where a Rollout's canary stands, by Argo CD's answer about it; undefined when that does not say. */
export function readCanary(answer: unknown): Canary | undefined {
  const { spec, status } = readRollout(answer) ?? {};
  if (!status?.currentPodHash) {
    return undefined;
  }
  const { currentPodHash: podHash } = status;
  const promotesFully = status.promoteFull === true;
  const steps = spec?.strategy?.canary?.steps?.length ?? 0;
  const step = status.currentStepIndex;
  return {
    state: stateOf(status),
    podHash,
    ...(step === undefined ? {} : { step }),
    steps,
    isPaused: Boolean(status.pauseConditions?.length) || spec?.paused === true,
    isPromoted: promotesFully || (step !== undefined && step >= steps),
    promotesFully,
  };
}

function stateOf(status: {
  stableRS?: string;
  currentPodHash?: string;
  abort?: boolean;
  promoteFull?: boolean;
}): Canary['state'] {
  // Before the first version has come up there is none to give the traffic back to.
  if (!status.stableRS || status.stableRS === status.currentPodHash) {
    return 'none';
  }
  return status.abort && !status.promoteFull ? 'aborted' : 'running';
}
