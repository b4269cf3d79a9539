import type { FileChange } from '@stonegarden/backstage-plugin-delivery-common';
import { unifiedDiff } from '@stonegarden/gitops-manifests';
import type { EditedFile } from './planVersions';

/** Files that are changed, as people look at them. */
export function toFileChanges(files: readonly EditedFile[]): FileChange[] {
  return files.map(({ path, before, after }) => ({
    path,
    diff: unifiedDiff(path, before ?? '', after ?? ''),
  }));
}
