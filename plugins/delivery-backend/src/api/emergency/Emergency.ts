import type { AuthService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  EmergencyRollback,
  EmergencyRollbackRequest,
  RolloutActionRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { CommitAuthors } from '@stonegarden/backstage-plugin-delivery-node';
import type { RolloutActions } from '../../argocd/actions/RolloutActions';
import { toEmergencyRollback } from '../../emergency/EmergencyRollbackRecord';
import type { EmergencyRollbacks } from '../../emergency/EmergencyRollbacks';
import type { ServiceResolver } from '../../services/ServiceResolver';
import type { Caller } from '../DeliveryApi';
import { findRequester } from '../findRequester';
import type { EmergencyApi } from './EmergencyApi';

/** What {@link Emergency} works with. */
export interface EmergencyOptions {
  auth: AuthService;
  authors: CommitAuthors;
  catalog: CatalogService;
  rollbacks: EmergencyRollbacks;
  rollouts: RolloutActions;
  services: ServiceResolver;
}

/** What is done past Git, without asking who may: that is the job of `AuthorizedEmergency` around it. */
export class Emergency implements EmergencyApi {
  readonly #options: EmergencyOptions;

  constructor(options: EmergencyOptions) {
    this.#options = options;
  }

  async rollBack(
    entityRef: string,
    environment: string,
    request: EmergencyRollbackRequest,
    caller: Caller,
  ): Promise<{ rollback: EmergencyRollback; created: boolean }> {
    const { auth, rollbacks, services } = this.#options;
    if (!auth.isPrincipal(caller.credentials, 'user')) {
      throw new NotAllowedError(
        'Only people roll back past Git. Sign in, and do it on the page of the service.',
      );
    }
    const { rollback, created } = await rollbacks.request(
      await services.resolve(entityRef),
      environment,
      request,
      await findRequester(caller, this.#options),
    );
    return { rollback: toEmergencyRollback(rollback), created };
  }

  async runRolloutAction(
    entityRef: string,
    environment: string,
    request: RolloutActionRequest,
  ): Promise<void> {
    const { rollouts, services } = this.#options;
    await rollouts.run(await services.resolve(entityRef), environment, request);
  }
}
