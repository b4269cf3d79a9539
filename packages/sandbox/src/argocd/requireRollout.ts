import type { ApplicationRecord } from './Application';
import { ArgoError, GrpcCode } from './ArgoError';
import type { Rollout } from './Rollout';

/**
 * The Rollout of an application that a call names: of what runs, the sandbox knows those in full. InvalidArgument for
 * anything else.
 *
 * @internal
 */
export function requireRollout(
  { application, rollout }: ApplicationRecord,
  asked: {
    group?: string;
    version?: string;
    kind?: string;
    namespace?: string;
    name?: string;
  },
): Rollout {
  if (
    !rollout ||
    asked.group !== 'argoproj.io' ||
    asked.version !== 'v1alpha1' ||
    asked.kind !== 'Rollout' ||
    asked.name !== rollout.name ||
    asked.namespace !== rollout.namespace
  ) {
    throw new ArgoError(
      GrpcCode.InvalidArgument,
      `${asked.kind} ${asked.group} ${asked.name} not found as part of application ${application.metadata.name}`,
    );
  }
  return rollout;
}
