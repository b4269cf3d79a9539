import { compareReleases } from '@stonegarden/backstage-plugin-delivery-common';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import type { PromotionRecord } from './PromotionRecord';

/** So many deployments back the commit is looked for that brought the promoted Release. */
const PAST_DEPLOYMENTS = 50;

/**
 * Who wrote the commit that brought the promoted Release to the environment it comes from, also where another Release has come there
 * since, as the Git host names them. Undefined where the record has no author of it.
 */
export async function findCommitAuthor(
  deployments: Pick<DeploymentStore, 'get' | 'list'>,
  {
    chosen,
    entityRef,
    from,
    release,
  }: Pick<PromotionRecord, 'chosen' | 'entityRef' | 'from' | 'release'>,
): Promise<string | undefined> {
  // A Release can be chosen from farther back than the list goes.
  const known = chosen && (await deployments.get(chosen.deployment));
  if (known?.entityRef === entityRef && known.commit?.author !== undefined) {
    return known.commit.author;
  }
  const past = await deployments.list({
    entityRef,
    environment: from,
    limit: PAST_DEPLOYMENTS,
  });
  const brought = past.find(deployment => {
    const changes = compareReleases(release, deployment.release);
    return (
      deployment.commit?.author !== undefined &&
      changes !== 'unknown' &&
      changes.length === 0
    );
  });
  return brought?.commit?.author;
}
