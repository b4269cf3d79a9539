import type { Promotion } from './Promotion';

/**
 * A promotion or rollback that has not ended, and what it means to whoever asks.
 *
 * @public
 */
export interface PromotionUnderWay {
  promotion: Promotion;
  /** The viewer asked for it. */
  requestedByViewer: boolean;
  /** It waits for an approval that the viewer may give: they have the permission and did not ask for it themselves. */
  viewerMayApprove: boolean;
}

/**
 * Promotions and rollbacks of all services that have not ended, as far as the viewer may see them: first those that wait for
 * the viewer's approval, then those that the viewer asked for, then the others, each newest first.
 *
 * @public
 */
export interface PromotionsUnderWay {
  /** At most 200. */
  items: PromotionUnderWay[];
  /** How many there are, also where `items` is shorter. */
  total: number;
}
