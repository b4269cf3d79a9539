import type { SyncStatus } from '@stonegarden/backstage-plugin-delivery-common';

/**
 * Whether Argo CD went back to a commit that it had deployed before, and Git did not: a rollback in Argo CD is a new
 * entry of the history with an old commit. Where Git itself was reset to that commit, it is also the compared one. Where Argo CD
 * finds no difference from Git, as once Git was made to agree, nothing runs outside it.
 */
export function isRolledBack(
  deployed: Array<{ revision?: string }>,
  comparedRevision: string | undefined,
  sync: SyncStatus,
): boolean {
  const revisions = deployed.map(({ revision }) => revision);
  const last = revisions.at(-1);
  if (
    !last ||
    !comparedRevision ||
    last === comparedRevision ||
    sync === 'Synced'
  ) {
    return false;
  }
  // Only what was first deployed after it is newer: whoever comes back after a rollback has not gone back.
  const first = revisions.indexOf(last);
  return revisions
    .slice(first)
    .some(revision => revisions.indexOf(revision) > first);
}
