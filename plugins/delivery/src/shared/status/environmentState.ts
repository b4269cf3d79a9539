import type { EnvironmentStatus } from '@stonegarden/backstage-plugin-delivery-common';

/**
 * What of an environment its state is said from.
 *
 * @internal
 */
export type EnvironmentFacts = Pick<
  EnvironmentStatus,
  'presence' | 'neverDeployed' | 'health'
>;

/**
 * What is said about an environment in one word: its health, or why it has none. "No application" and "never deployed" are
 * states of their own, and not Argo CD's Missing.
 *
 * @internal
 */
export type EnvironmentState =
  | 'health'
  | 'noApplication'
  | 'notVisible'
  | 'neverDeployed';

/**
 * Whether there is an Application that Argo CD could compare with Git.
 *
 * @internal
 */
export function isCompared({
  presence,
}: Pick<EnvironmentStatus, 'presence'>): boolean {
  return presence !== 'absent' && presence !== 'forbidden';
}

/**
 * See {@link EnvironmentState}.
 *
 * @internal
 */
export function environmentState(
  environment: EnvironmentFacts,
): EnvironmentState {
  if (environment.presence === 'absent') return 'noApplication';
  if (environment.presence === 'forbidden') return 'notVisible';
  // What was never deployed can still be degraded, or on its way.
  const says = ['Degraded', 'Progressing', 'Suspended'].includes(
    environment.health,
  );
  return environment.neverDeployed && !says ? 'neverDeployed' : 'health';
}
