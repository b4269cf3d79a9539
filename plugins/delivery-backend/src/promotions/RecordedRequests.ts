import { ConflictError } from '@backstage/errors';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import type { PromotionRecord } from './PromotionRecord';
import type { RequestedPromotion } from './RequestedPromotion';

/** Knows what was asked for when a promotion, or a rollback, was recorded. */
export class RecordedRequests {
  readonly #deployments: Pick<DeploymentStore, 'get'>;

  constructor(options: { deployments: Pick<DeploymentStore, 'get'> }) {
    this.#deployments = options.deployments;
  }

  /** Throws ConflictError for a rollback to a Deployment that is not recorded any more. */
  async of({
    chosen,
    from,
    to,
    rollback,
    requestReason,
    train,
  }: Pick<
    PromotionRecord,
    'chosen' | 'from' | 'to' | 'rollback' | 'requestReason' | 'train'
  >): Promise<RequestedPromotion> {
    const request = {
      from,
      to,
      ...(chosen ? { chosen } : {}),
      ...(requestReason ? { reason: requestReason } : {}),
      ...(train ? { train } : {}),
    };
    if (!rollback) {
      return request;
    }
    // Whoever asks for it again is a person.
    const { automaticFor, replaces, deployment: id, ...details } = rollback;
    const deployment = await this.#deployments.get(id);
    if (!deployment) {
      throw new ConflictError(
        `The deployment ${id} that ${to} was to go back to is not recorded any more. Roll back again, and choose another.`,
      );
    }
    return { ...request, rollback: { ...details, deployment } };
  }
}
