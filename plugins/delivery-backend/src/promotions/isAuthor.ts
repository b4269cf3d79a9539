import type { DeploymentStore } from '../deployments/DeploymentStore';
import { findCommitAuthor } from './findCommitAuthor';
import type { PromotionRecord } from './PromotionRecord';

/**
 * Whether somebody wrote the commit that brought the promoted Release to the environment it comes from. Not known of anybody where
 * the record has no author of it.
 *
 * @param names - names and logins that commits may name the person by
 */
export async function isAuthor(
  names: readonly string[],
  record: Pick<PromotionRecord, 'chosen' | 'entityRef' | 'from' | 'release'>,
  deployments: Pick<DeploymentStore, 'get' | 'list'>,
): Promise<boolean> {
  const author = (
    await findCommitAuthor(deployments, record)
  )?.toLocaleLowerCase('en-US');
  return names.some(name => name.toLocaleLowerCase('en-US') === author);
}
