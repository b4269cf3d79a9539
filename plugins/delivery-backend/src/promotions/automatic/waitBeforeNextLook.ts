import type { GateResult } from '@stonegarden/backstage-plugin-delivery-common';

const MINUTE_MS = 60 * 1000;
/** A look costs the Git host requests, and Prometheus queries. */
const LONGEST_MS = 30 * MINUTE_MS;

/**
 * How long until gates that do not pass are asked again, in milliseconds: until the first of them says that it will answer otherwise,
 * else twice as long as before; between one minute and thirty.
 */
export function waitBeforeNextLook(
  waitedMs: number | undefined,
  gates: readonly Pick<GateResult, 'reason'>[] = [],
  now = Date.now(),
): number {
  const changes = gates
    .map(({ reason }) => Date.parse(reason.changesAt ?? '') - now)
    .filter(ms => ms > 0);
  const wanted =
    changes.length > 0
      ? // Clocks differ a little.
        Math.min(...changes) + 1_000
      : Math.max((waitedMs ?? 0) * 2, MINUTE_MS);
  return Math.min(wanted, LONGEST_MS);
}
