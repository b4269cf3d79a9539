import type { Deployment } from '@stonegarden/backstage-plugin-delivery-common';
import {
  type CommitList,
  isMissing,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { PromotionPlan } from '../promotions/planPromotion';

/** More than anybody reads before going back. */
const LIMIT = 50;

/**
 * Commits to a service's files since a Deployment, newest first; none that is known where the host no longer has that commit.
 * Throws what the Git host throws.
 */
export async function readCommitsSince(
  { revision }: Pick<Deployment, 'revision'>,
  { baseCommit, location }: Pick<PromotionPlan, 'baseCommit' | 'location'>,
): Promise<CommitList> {
  try {
    return await location.reader.commits(location.path, {
      head: baseCommit,
      until: revision,
      limit: LIMIT,
    });
  } catch (error) {
    if (isMissing(error)) {
      return { items: [], complete: false };
    }
    throw error;
  }
}
