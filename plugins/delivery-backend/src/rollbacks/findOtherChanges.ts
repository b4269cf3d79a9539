import type {
  FileChange,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { PromotionPlan } from '../promotions/planPromotion';
import type { RequestedRollback } from '../promotions/RequestedPromotion';
import { planVersions } from '../promotions/planVersions';
import { toFileChanges } from '../promotions/toFileChanges';
import type { ReleaseFile } from '../releases/ReleaseFile';
import { treeAt } from '../releases/treeAt';
import { compareFolders } from './compareFolders';
import { ownPlaces } from './ownPlaces';
import { readFolder } from './readFolder';

/** What going back to everything would change beyond the versions, or why it is not known. */
export type OtherChanges =
  | { ok: true; changes: FileChange[] }
  | { ok: false; problem: Reason };

/**
 * Compares what an environment has to itself as it would be with the earlier versions with what it was at the Deployment's commit, at
 * the commit that was planned at. Throws what the Git host throws.
 */
export async function findOtherChanges(
  { deployment, scope }: RequestedRollback,
  { baseCommit, edit, location }: PromotionPlan,
  releaseFile: ReleaseFile,
): Promise<OtherChanges> {
  const { environment, revision } = deployment;
  const now = treeAt(location, baseCommit);
  const then = treeAt(location, revision);
  const own = await ownPlaces({ environment, releaseFile, now, then });
  const [current, earlier] = await Promise.all([
    readFolder(now, own),
    readFolder(then, own),
  ]);
  if (!current.ok) {
    return current;
  }
  if (!earlier.ok) {
    return earlier;
  }
  const { written } =
    scope === 'versions'
      ? { written: edit }
      : await planVersions(
          releaseFile,
          { tree: then, environment },
          { tree: now, environment },
        );
  for (const { path, after } of written?.files ?? []) {
    const file = current.files.get(path);
    if (file && after !== null) {
      current.files.set(path, { ...file, content: after });
    }
  }
  const compared = compareFolders(current.files, earlier.files);
  return compared.ok
    ? { ok: true, changes: toFileChanges(compared.edits) }
    : compared;
}
