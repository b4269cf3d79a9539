import type { Reason } from '@stonegarden/backstage-plugin-delivery-common';

/** What a reason says, one by one: dangers come and go each for itself. */
function parts(reason: Reason): Reason[] {
  return reason.code === 'DangersFound' ? reason.params.dangers : [reason];
}

/** What a gate of another package says may change from time to time, as numbers do: its name is what counts. */
function isAbout(one: Reason, other: Reason): boolean {
  return one.code === 'ExternalGate' && other.code === 'ExternalGate'
    ? one.params.gate === other.params.gate
    : one.code === other.code && one.message === other.message;
}

/** Whether what a gate says now was all there when somebody gave a reason for it; `given` is left out where that was not recorded. */
export function isGivenFor(
  now: Reason,
  given: readonly Reason[] | undefined,
): boolean {
  const known = given?.flatMap(parts);
  return (
    !known || parts(now).every(part => known.some(one => isAbout(one, part)))
  );
}
