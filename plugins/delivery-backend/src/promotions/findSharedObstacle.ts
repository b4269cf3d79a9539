import {
  createReason,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ResolvedService } from '../services/ServiceResolver';
import { pullRequestUnknown } from './PromotionOutbox';
import type { PromotionPlan } from './planPromotion';
import type { PromotionStore } from './PromotionStore';
import type { RequestedPromotion } from './RequestedPromotion';

/**
 * Why a promotion cannot take the place of another one: that one shares its pull request with other services, which would be closed
 * with it. A rollback waits for nothing: the gates of the shared pull request then hold that up.
 */
export async function findSharedObstacle(
  store: Pick<PromotionStore, 'list'>,
  { entityRef }: ResolvedService,
  { to, rollback }: RequestedPromotion,
  { edit }: PromotionPlan,
): Promise<Reason | undefined> {
  if (rollback || !edit) {
    return undefined;
  }
  const shared = (await store.list(entityRef)).find(
    record =>
      record.to === to &&
      record.sharedId !== undefined &&
      (record.status === 'open' || record.status === 'proposed') &&
      record.releaseKey !== edit.releaseKey,
  );
  if (!shared) {
    return undefined;
  }
  return shared.pullRequest
    ? createReason('SharedPullRequest', {
        pullRequest: shared.pullRequest.number,
        environment: to,
      })
    : // It is being opened at this moment.
      pullRequestUnknown(shared);
}
