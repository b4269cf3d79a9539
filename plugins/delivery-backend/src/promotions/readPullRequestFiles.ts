import { NotFoundError } from '@backstage/errors';
import type { PromotionFiles } from '@stonegarden/backstage-plugin-delivery-common';
import {
  GitHosts,
  withDeadline,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { PromotionRecord } from './PromotionRecord';

const DEADLINE_MS = 20_000;

/** What the pull request of a promotion changes now: that of the promotion, and what others have pushed since. */
export async function readPullRequestFiles(
  { id, pullRequest, sourceUrl }: PromotionRecord,
  hosts: GitHosts,
): Promise<PromotionFiles> {
  if (!pullRequest) {
    throw new NotFoundError(`Promotion ${id} has no pull request yet`);
  }
  return withDeadline(DEADLINE_MS, async () => {
    const { pullRequests } = await hosts.resolve(sourceUrl);
    const { files, complete } = await pullRequests.files(pullRequest.number);
    return {
      items: files.map(({ path, diff = '' }) => ({ path, diff })),
      complete,
    };
  });
}
