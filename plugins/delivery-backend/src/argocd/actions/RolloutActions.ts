import { ConflictError } from '@backstage/errors';
import type {
  RolloutAction,
  RolloutActionRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { DatabaseLock } from '../../database/DatabaseLock';
import type { ResolvedService } from '../../services/ServiceResolver';
import { toDomainError } from '../client/argocdErrors';
import type { ArgocdReadModel } from '../readModel/ArgocdReadModel';
import { type Canary, readCanary } from '../readModel/readCanary';
import { readTree, rolloutOf } from '../readModel/readDetails';
import { ActionTurns } from './ActionTurns';
import { requireApplication } from './requireApplication';

/** Whether an action has nothing left to do. */
const IS_DONE: Record<
  RolloutAction,
  (canary: Canary, step: number | undefined) => boolean
> = {
  abort: ({ state }) => state === 'aborted',
  retry: ({ state }) => state === 'running',
  resume: (canary, step) => !canary.isPaused && canary.step === step,
  'skip-current-step': () => false,
  'promote-full': ({ isPromoted }) => isPromoted,
};
/** How long an abort waits for what another backend is at, in milliseconds: stopping is not held up by anything. */
const ABORT_WAIT_MS = 3_000;
const GOES_FORWARD: readonly RolloutAction[] = [
  'resume',
  'skip-current-step',
  'promote-full',
];

/**
 * Acts on canaries: Argo CD runs the actions of the same names that it has for Rollouts. Permissions are checked before it is
 * asked.
 */
export class RolloutActions {
  readonly #readModel: Pick<ArgocdReadModel, 'find' | 'instance' | 'instances'>;
  readonly #onChange: () => void;
  readonly #lock: Pick<DatabaseLock, 'run' | 'runSoon'>;
  readonly #abortWaitMs: number;
  readonly #turns = new ActionTurns();

  constructor(options: {
    readModel: Pick<ArgocdReadModel, 'find' | 'instance' | 'instances'>;
    /** Shared with the other backends of this portal. */
    lock: Pick<DatabaseLock, 'run' | 'runSoon'>;
    /** Called when Argo CD has done something. */
    onChange?: () => void;
    abortWaitMs?: number;
  }) {
    this.#readModel = options.readModel;
    this.#lock = options.lock;
    this.#onChange = options.onChange ?? (() => {});
    this.#abortWaitMs = options.abortWaitMs ?? ABORT_WAIT_MS;
  }

  /**
   * Does it, or nothing where it is done already. ConflictError when no canary is under way or it is at another step than the
   * person saw, and the errors of Argo CD in this suite's words.
   *
   * Argo CD's actions have no condition of their own: skipping a step twice skips two. So each request waits for the one before
   * it about the same Application, at whichever backend, and sees what that has done. An abort stops what this backend has not
   * asked Argo CD for yet, and waits a few seconds for what has been asked for already, here or at another backend: that would
   * otherwise reach Argo CD after the abort, and Argo Rollouts would go on with it. Then it goes ahead.
   */
  async run(
    service: ResolvedService,
    environment: string,
    request: RolloutActionRequest,
  ): Promise<void> {
    const { instance, namespace, name } = requireApplication(
      service,
      environment,
      this.#readModel,
      'changed',
    );
    const key = [instance, namespace, name].join('/');
    const lockKey = `rollout-action|${key}`;
    if (request.action === 'abort') {
      await this.#turns.atOnce(key, () =>
        this.#lock.runSoon(lockKey, this.#abortWaitMs, () =>
          this.#run(service, environment, request),
        ),
      );
      return;
    }
    await this.#turns.inTurn(key, isOvertaken =>
      this.#lock.run(lockKey, () =>
        this.#run(service, environment, request, isOvertaken),
      ),
    );
  }

  async #run(
    service: ResolvedService,
    environment: string,
    request: RolloutActionRequest,
    isOvertaken = () => false,
  ): Promise<void> {
    const { action } = request;
    const record = requireApplication(
      service,
      environment,
      this.#readModel,
      'changed',
    );
    const { api } = this.#readModel.instance(record.instance);
    const call = async <T>(asked: Promise<T>): Promise<T> => {
      try {
        return await asked;
      } catch (error) {
        throw toDomainError(
          error,
          record.instance,
          `${action} of the canary of ${record.name}`,
        );
      }
    };
    // Details are read in the background, and may be of a moment ago.
    const rollout = rolloutOf(readTree(await call(api.resourceTree(record))));
    if (!rollout) {
      throw new ConflictError(
        `${environment} of ${service.name} has no Rollout of Argo Rollouts, or several, so there is no canary to ${action}.`,
      );
    }
    const canary = readCanary(await call(api.resource(record, rollout)));
    if (!canary) {
      throw new ConflictError(
        `Argo CD ${record.instance} does not tell where the canary of ${environment} stands. Look at it in Argo CD.`,
      );
    }
    const problem = problemOf(canary, request);
    if (problem) {
      throw new ConflictError(problem(`${environment} of ${service.name}`));
    }
    // Argo Rollouts would promote what is aborted.
    if (isOvertaken()) {
      throw new ConflictError(
        `Somebody has just asked to abort the canary in ${environment} of ${service.name}. Look at where it stands, and decide again.`,
      );
    }
    if (!IS_DONE[action](canary, request.step)) {
      await call(api.runResourceAction(record, rollout, action));
      this.#onChange();
    }
  }
}

/** Why a request is refused as the canary stands now, about a place such as `production of shop`. */
function problemOf(
  canary: Canary,
  { action, step, podHash }: RolloutActionRequest,
): ((place: string) => string) | undefined {
  if (canary.state === 'none') {
    return place =>
      `No canary is under way in ${place}: one version runs alone.`;
  }
  if (podHash !== undefined && podHash !== canary.podHash) {
    return place =>
      `The canary in ${place} tries another version than when this was asked for. Look at where it stands, and decide again.`;
  }
  if (action === 'abort' && canary.promotesFully) {
    return place =>
      `The canary in ${place} is being promoted fully, and Argo Rollouts takes no abort any more. Roll back instead.`;
  }
  const goesForward = GOES_FORWARD.includes(action);
  // Argo Rollouts would promote an aborted version.
  if (goesForward && canary.state === 'aborted') {
    return place =>
      `The canary in ${place} was aborted. Retry it, which begins it at its first step.`;
  }
  if (IS_DONE[action](canary, step)) {
    return undefined;
  }
  if (goesForward && canary.step === undefined) {
    return place =>
      `The canary in ${place} has no steps, or Argo CD does not tell at which it is.`;
  }
  if (step !== undefined && step !== canary.step) {
    return place =>
      `The canary in ${place} has moved on: it ${standsAt(
        canary,
      )}, and was at step ${
        step + 1
      } when this was asked for. Look at where it stands, and decide again.`;
  }
  if (action === 'skip-current-step' && canary.isPromoted) {
    return place =>
      `The canary in ${place} ${standsAt(
        canary,
      )}, so that there is none to skip.`;
  }
  return undefined;
}

function standsAt({ step, steps, isPromoted }: Canary): string {
  return isPromoted || step === undefined
    ? 'has all its steps behind it'
    : `is at step ${step + 1} of ${steps}`;
}
