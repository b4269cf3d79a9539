import type { Reason } from '@stonegarden/backstage-plugin-delivery-common';

/**
 * ISO time at which what a reason names is over by itself; undefined where that, or a part of it, is not known.
 *
 * @internal
 */
export function waitsUntil(reason: Reason): string | undefined {
  if (reason.code !== 'SeveralGates') {
    return reason.changesAt;
  }
  const times = reason.params.reasons.map(waitsUntil);
  return times.includes(undefined)
    ? undefined
    : times
        .filter(time => time !== undefined)
        .sort((one, other) => Date.parse(one) - Date.parse(other))
        .at(-1);
}
