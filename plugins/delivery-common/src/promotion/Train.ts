import type { Reason } from '../reason/Reason';
import type { Promotion } from './Promotion';
import type { PromotionPreview } from './PromotionPreview';

/**
 * So many services are promoted together at most.
 *
 * @public
 */
export const MAX_TRAIN_SERVICES = 20;

/**
 * How the pull requests of a train are made:
 *
 * - `each`: one for every service
 * - `one`: one for all services that are in the same repository and branch
 *
 * @public
 */
export type TrainPullRequests = 'each' | 'one';

/**
 * Body of a request to promote several services together, and of its preview.
 *
 * @public
 */
export interface TrainRequest {
  /** Name of the environment that all of them are promoted to, each from the one before it. */
  to: string;
  /** Refs of the services: no two alike, at most {@link MAX_TRAIN_SERVICES}. */
  entityRefs: string[];
  /** Why, in the person's own words. Required where the preview of one of them says so. */
  reason?: string;
}

/**
 * What a train would do for one service.
 *
 * @public
 */
export interface TrainPreviewMember {
  entityRef: string;
  /** What would be promoted; left out where there is nothing to look at: `reason` then says why. */
  preview?: Omit<PromotionPreview, 'files' | 'clusterChanges'>;
  /** True when confirming opens its pull request, or leads to the one that is open. */
  canOpen: boolean;
  /** Why it cannot go; only when `canOpen` is false. */
  reason?: Reason;
}

/**
 * What promoting several services together would do.
 *
 * @public
 */
export interface TrainPreview {
  to: string;
  pullRequests: TrainPullRequests;
  /** In the order they were asked for. */
  members: TrainPreviewMember[];
}

/**
 * A service of a train.
 *
 * @public
 */
export interface TrainMember {
  entityRef: string;
  from: string;
  /** Its pull request is being opened. */
  opening?: true;
  /** Left out while there is none. */
  promotion?: Promotion;
  /** Why it has none; it may be tried again. */
  failure?: Reason;
  /** The viewer may try it again. Left out where they may not, and where there is nothing to try. */
  mayRetry?: true;
}

/**
 * Several services that were promoted to the same environment together.
 *
 * @public
 */
export interface Train {
  id: string;
  to: string;
  pullRequests: TrainPullRequests;
  /** As of {@link Promotion.requestedBy}. */
  requestedBy: string;
  requestReason?: string;
  createdAt: string;
  /** Those that the viewer may see, in the order they were asked for. */
  members: TrainMember[];
}
