import {
  deliveryEnvironmentReadPermission,
  deliveryPromotionApprovePermission,
  deliveryRollbackBypassPermission,
  deliveryRollbackCreatePermission,
  Promotion,
  RollbackCandidate,
  RollbackPreview,
  RollbackRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { Caller } from '../DeliveryApi';
import type { ServiceAccess } from '../ServiceAccess';
import { withApproval } from '../withApproval';
import type { RollbackApi } from './RollbackApi';

const READ = deliveryEnvironmentReadPermission;
const APPROVE = deliveryPromotionApprovePermission;
const BYPASS = deliveryRollbackBypassPermission;
const ROLL_BACK = deliveryRollbackCreatePermission;

/** Checks the caller's rights in the environment before anything is read or done. */
export class AuthorizedRollbacks implements RollbackApi {
  readonly #inner: RollbackApi;
  readonly #access: ServiceAccess;

  constructor(inner: RollbackApi, options: { access: ServiceAccess }) {
    this.#inner = inner;
    this.#access = options.access;
  }

  async candidates(
    entityRef: string,
    environment: string,
    caller: Caller,
  ): Promise<RollbackCandidate[]> {
    const access = await this.#access.of(entityRef, caller, [READ]);
    this.#access.require(READ, access, [environment]);
    return this.#inner.candidates(entityRef, environment, caller);
  }

  async preview(
    entityRef: string,
    request: RollbackRequest,
    caller: Caller,
  ): Promise<RollbackPreview> {
    const access = await this.#access.of(entityRef, caller, [
      READ,
      APPROVE,
      BYPASS,
    ]);
    const { environment } = request;
    this.#access.require(READ, access, [environment]);
    const { emergency, ...preview } = await this.#inner.preview(
      entityRef,
      request,
      withApproval(caller, access, environment),
    );
    const mayBypass = access.rights.allows(BYPASS, access.service, environment);
    return { ...preview, ...(emergency && mayBypass ? { emergency } : {}) };
  }

  async open(
    entityRef: string,
    request: RollbackRequest,
    caller: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }> {
    const access = await this.#access.of(entityRef, caller, [
      ROLL_BACK,
      APPROVE,
    ]);
    this.#access.require(ROLL_BACK, access, [request.environment]);
    return this.#inner.open(
      entityRef,
      request,
      withApproval(caller, access, request.environment),
    );
  }
}
