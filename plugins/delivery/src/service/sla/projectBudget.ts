import type { ErrorBudget } from '@stonegarden/backstage-plugin-delivery-common';

/**
 * What becomes of an error budget when errors go on as in the last six hours, or in the last one where that is all that was
 * measured: undefined where neither was.
 *
 * @internal
 */
export function projectBudget(
  { left, burnRate, from, until }: ErrorBudget,
  now: number,
):
  | { kind: 'spent' }
  | { kind: 'lasts' }
  | { kind: 'ends'; inMs: number }
  | undefined {
  if (left <= 0) {
    return { kind: 'spent' };
  }
  const rate = burnRate.last6Hours ?? burnRate.lastHour;
  if (rate === undefined) {
    return undefined;
  }
  const month = Date.parse(until) - Date.parse(from);
  const inMs = rate > 0 ? (left / rate) * month : Infinity;
  return inMs >= Date.parse(until) - now
    ? { kind: 'lasts' }
    : { kind: 'ends', inMs };
}
