import { ConflictError } from '@backstage/errors';
import type { RolloutAction } from '@stonegarden/backstage-plugin-delivery-common';
import type { ResolvedService } from '../../services/ServiceResolver';
import { toDomainError } from '../client/argocdErrors';
import type { ArgocdReadModel } from '../readModel/ArgocdReadModel';
import {
  CanaryState,
  readCanaryState,
  readTree,
  rolloutOf,
} from '../readModel/readDetails';
import { requireApplication } from './requireApplication';

/** States in which an action has nothing left to do. */
const DONE: Partial<Record<RolloutAction, CanaryState>> = {
  abort: 'aborted',
  retry: 'running',
};

/** Aborts and retries canaries. Permissions are checked before it is asked. */
export class RolloutActions {
  readonly #readModel: Pick<ArgocdReadModel, 'find' | 'instance' | 'instances'>;

  constructor(options: {
    readModel: Pick<ArgocdReadModel, 'find' | 'instance' | 'instances'>;
  }) {
    this.#readModel = options.readModel;
  }

  /**
   * Does it, or nothing where it is done already. ConflictError when no canary is under way, and the errors of Argo CD in this
   * suite's words.
   */
  async run(
    service: ResolvedService,
    environment: string,
    action: RolloutAction,
  ): Promise<void> {
    const record = requireApplication(
      service,
      environment,
      this.#readModel,
      'changed',
    );
    const { api } = this.#readModel.instance(record.instance);
    const call = async <T>(request: Promise<T>): Promise<T> => {
      try {
        return await request;
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
    const state = readCanaryState(await call(api.resource(record, rollout)));
    if (state === DONE[action]) {
      return;
    }
    if (state === 'none') {
      throw new ConflictError(
        `No canary is under way in ${environment} of ${service.name}: one version runs alone. Nothing was changed.`,
      );
    }
    if (state === undefined) {
      throw new ConflictError(
        `Argo CD ${record.instance} does not tell where the canary of ${environment} stands. Nothing was changed. Look at it in Argo CD.`,
      );
    }
    await call(api.runResourceAction(record, rollout, action));
  }
}
