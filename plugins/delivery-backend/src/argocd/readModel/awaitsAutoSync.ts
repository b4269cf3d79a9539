import type { ApplicationRecord } from './ApplicationRecord';

/**
 * Whether Argo CD is to sync an Application by itself and has not, though nothing that is known of it says why. False where
 * another sync would change nothing: where the last one failed, where only pruning is left that it is not to do, and where it has synced this commit already and is
 * not to do so again.
 */
export function awaitsAutoSync({
  automated,
  compared,
  differences,
  hidden,
  operation,
  prune,
  selfHeal,
  sync,
}: ApplicationRecord): boolean {
  const runs =
    operation?.phase === 'Running' || operation?.phase === 'Terminating';
  const failed =
    operation?.kind === 'sync' &&
    (operation.phase === 'Failed' || operation.phase === 'Error');
  const synced = operation?.phase === 'Succeeded' ? operation.revisions : [];
  const isNewCommit =
    synced !== undefined &&
    compared !== undefined &&
    synced.join() !== compared.revisions.join();
  return (
    automated &&
    (selfHeal || isNewCommit) &&
    sync === 'OutOfSync' &&
    !hidden &&
    !runs &&
    !failed &&
    (prune || !differences?.pruneOnly)
  );
}

/** What an Application's sync windows are found by: they are the same for as long as this is. */
export function syncWindowsKey({
  destination,
  name,
  namespace,
  project,
}: ApplicationRecord): string {
  return JSON.stringify([
    namespace,
    name,
    project,
    destination.name,
    destination.server,
    destination.namespace,
  ]);
}
