import {
  deliveryPromotionApprovePermission,
  deliveryRollbackBypassPermission,
  deliveryRolloutBypassPermission,
  deliveryRolloutUpdatePermission,
  EmergencyRollback,
  EmergencyRollbackRequest,
  ROLLOUT_BYPASSES,
  RolloutActionRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { Caller } from '../DeliveryApi';
import type { ServiceAccess } from '../ServiceAccess';
import { withApproval } from '../withApproval';
import type { EmergencyApi } from './EmergencyApi';

const APPROVE = deliveryPromotionApprovePermission;
const BYPASS = deliveryRollbackBypassPermission;
const ROLLOUT = deliveryRolloutUpdatePermission;
const SKIP = deliveryRolloutBypassPermission;

/** Checks the caller's rights before anything is done. */
export class AuthorizedEmergency implements EmergencyApi {
  readonly #inner: EmergencyApi;
  readonly #access: ServiceAccess;

  constructor(inner: EmergencyApi, options: { access: ServiceAccess }) {
    this.#inner = inner;
    this.#access = options.access;
  }

  async rollBack(
    entityRef: string,
    environment: string,
    request: EmergencyRollbackRequest,
    caller: Caller,
  ): Promise<{ rollback: EmergencyRollback; created: boolean }> {
    const access = await this.#access.of(entityRef, caller, [BYPASS, APPROVE]);
    this.#access.require(BYPASS, access, [environment]);
    return this.#inner.rollBack(
      entityRef,
      environment,
      request,
      // The pull request that follows is asked for by the same person.
      withApproval(caller, access, environment),
    );
  }

  async runRolloutAction(
    entityRef: string,
    environment: string,
    request: RolloutActionRequest,
    caller: Caller,
  ): Promise<void> {
    const needed = ROLLOUT_BYPASSES.includes(request.action) ? SKIP : ROLLOUT;
    const access = await this.#access.of(entityRef, caller, [needed]);
    this.#access.require(needed, access, [environment]);
    await this.#inner.runRolloutAction(entityRef, environment, request, caller);
  }
}
