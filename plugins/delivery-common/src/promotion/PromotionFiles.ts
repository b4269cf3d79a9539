import type { FileChange } from './PromotionPreview';

/**
 * What the pull request of a promotion changes now, as far as its Git host lists it.
 *
 * @public
 */
export interface PromotionFiles {
  /** `diff` is empty for a file of which the host shows no lines. */
  items: FileChange[];
  /** False when there may be more: hosts list so many and no more. */
  complete: boolean;
}
