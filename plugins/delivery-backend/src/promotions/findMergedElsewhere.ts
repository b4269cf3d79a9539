import {
  createReason,
  PromotionPullRequest,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { GitLocation } from '@stonegarden/backstage-plugin-delivery-node';

/**
 * Says of a pull request that was merged into another branch than it was opened for, that the branch it was opened for does
 * not have the merge. Undefined when it has: then the merge is as good as any. Throws when the host cannot tell.
 */
export async function findMergedElsewhere(
  { retargeted }: Pick<PromotionPullRequest, 'retargeted'>,
  commit: string,
  { reader }: Pick<GitLocation, 'reader'>,
): Promise<Reason | undefined> {
  if (!retargeted) {
    return undefined;
  }
  const { base, expected } = retargeted;
  return (await reader.contains(await reader.head(expected), commit))
    ? undefined
    : createReason('MergedElsewhere', { commit, base, expected });
}
