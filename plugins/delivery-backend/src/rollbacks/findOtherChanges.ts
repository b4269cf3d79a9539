import type {
  FileChange,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { PromotionPlan } from '../promotions/planPromotion';
import type { RequestedRollback } from '../promotions/RequestedPromotion';
import { toFileChanges } from '../promotions/toFileChanges';
import type { ReleaseFile } from '../releases/ReleaseFile';
import { treeAt } from '../releases/treeAt';
import { compareFolders } from './compareFolders';
import { readFolder } from './readFolder';

/** What going back to everything would change beyond the versions, or why it is not known. */
export type OtherChanges =
  | { ok: true; changes: FileChange[] }
  | { ok: false; problem: Reason };

/**
 * Compares the folder of an environment as it would be with the earlier versions, by `versions`, with what it was at the
 * Deployment's commit. Throws what the Git host throws.
 */
export async function findOtherChanges(
  { deployment }: RequestedRollback,
  versions: PromotionPlan,
  releaseFile: ReleaseFile,
): Promise<OtherChanges> {
  const { location, baseCommit } = versions;
  const folder = releaseFile.folderOf(location.path, deployment.environment);
  const [current, earlier] = await Promise.all([
    readFolder(treeAt(location, baseCommit), folder),
    readFolder(treeAt(location, deployment.revision), folder),
  ]);
  if (!current.ok) {
    return current;
  }
  if (!earlier.ok) {
    return earlier;
  }
  for (const { path, after } of versions.edit?.files ?? []) {
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
