/**
 * Whether Argo CD went back to a commit that it had deployed before, and Git did not: a rollback in Argo CD is a new
 * entry of the history with an old commit. Where Git itself was reset to that commit, it is also the compared one.
 */
export function isRolledBack(
  deployed: Array<{ revision?: string }>,
  comparedRevision: string | undefined,
): boolean {
  const revisions = deployed.map(({ revision }) => revision);
  const last = revisions.at(-1);
  if (!last || !comparedRevision || last === comparedRevision) {
    return false;
  }
  return revisions
    .slice(revisions.indexOf(last))
    .some(revision => revision !== last);
}
