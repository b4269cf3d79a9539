import type { EnvironmentStatus } from './EnvironmentStatus';

/**
 * Whether an environment differs from Git and stays so until a person syncs it. False where a sync is not what is missing:
 * while one runs, where only pruning is left, where it was changed past Git (a sync would undo that), and where nothing was
 * ever deployed.
 *
 * @internal
 */
export function awaitsManualSync(environment: EnvironmentStatus): boolean {
  const { presence, stale, forbidden, neverDeployed } = environment;
  const { autoSync, sync, operation, differences, outsideGit } = environment;
  return (
    presence === 'present' &&
    !stale &&
    !forbidden &&
    !neverDeployed &&
    !autoSync &&
    sync === 'OutOfSync' &&
    operation?.phase !== 'Running' &&
    !differences?.pruneOnly &&
    !outsideGit
  );
}
