import type { EnvironmentStatus } from './EnvironmentStatus';

/**
 * Whether the last attempts to sync an environment failed, or Argo CD cannot even compare it with Git.
 *
 * @internal
 */
export function isSyncFailing({
  operation,
  syncReason,
}: Pick<EnvironmentStatus, 'operation' | 'syncReason'>): boolean {
  const failed =
    operation?.kind === 'sync' &&
    (operation.retrying ||
      operation.phase === 'Failed' ||
      operation.phase === 'Error');
  return (
    failed ||
    syncReason?.code === 'SyncRetrying' ||
    (syncReason?.code === 'ApplicationCondition' &&
      syncReason.params.type.endsWith('Error'))
  );
}
