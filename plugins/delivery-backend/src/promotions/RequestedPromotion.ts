import type {
  Deployment,
  PromotionRequest,
  RollbackDetails,
} from '@stonegarden/backstage-plugin-delivery-common';

/** What goes back, with the Deployment that it goes back to. */
export type RequestedRollback = Omit<
  RollbackDetails,
  'deployment' | 'replaces'
> & { deployment: Deployment };

/** What is asked for: a promotion, or a rollback, whose `from` and `to` are the same environment. */
export interface RequestedPromotion extends PromotionRequest {
  rollback?: RequestedRollback;
}
