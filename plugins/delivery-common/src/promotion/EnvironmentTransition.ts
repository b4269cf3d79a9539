import type { Reason } from '../reason/Reason';
import type { ImageChange } from '../release/Release';
import type { RolledBackRelease } from '../rollback/RolledBackRelease';
import type { Promotion } from './Promotion';

/**
 * A step of the promotion path.
 *
 * - `same`: Git names the same Release for both
 * - `differs`: the next one may be promoted to
 * - `under-way`: a promotion is not finished; see `promotion`
 * - `unknown`: what Git names for one of them is not known
 *
 * @public
 */
export interface EnvironmentTransition {
  from: string;
  to: string;
  state: 'same' | 'differs' | 'under-way' | 'unknown';
  /** Why it is not known what differs; only when `state` is `unknown`. */
  reason?: Reason;
  /** Image by image, by what Git names for the two. */
  changes: ImageChange[];
  /**
   * The promotion that is under way; else the last one, if it failed, or if its pull request was closed within a day and Git
   * does not name the same Release for both. Not one that was taken back by a rollback since.
   */
  promotion?: Promotion;
  /** Set where what would be promoted was rolled back in `to`: the promotion asks for a reason. */
  rolledBack?: RolledBackRelease;
}
