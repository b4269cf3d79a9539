import {
  createReason,
  InstanceStatus,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';

/** Says which instance does not answer, since when and why. */
export function unreachableReason({
  name,
  unreachableSince,
  reason,
}: InstanceStatus): Reason {
  return createReason('ArgocdUnreachable', {
    instance: name,
    ...(unreachableSince ? { since: unreachableSince } : {}),
    ...(reason ? { cause: reason } : {}),
  });
}
