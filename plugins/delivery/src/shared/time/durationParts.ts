import type { Age } from './age';

const UNITS = [
  ['days', 86_400],
  ['hours', 3_600],
  ['minutes', 60],
  ['seconds', 1],
] as const;

/**
 * A length of time in its two largest units, rounded to the second: 130,000 ms are 2 minutes and 10 seconds. A second
 * unit of nothing is left out.
 *
 * @internal
 */
export function toDurationParts(ms: number): Age[] {
  const total = Math.max(0, Math.round(ms / 1000));
  const first = Math.max(
    0,
    UNITS.findIndex(([, length]) => total >= length),
  );
  if (total === 0) return [{ unit: 'seconds', value: 0 }];
  const [unit, length] = UNITS[first];
  const value = Math.floor(total / length);
  const next = UNITS[first + 1];
  const rest = next ? Math.floor((total % length) / next[1]) : 0;
  return [
    { unit, value },
    ...(next && rest > 0 ? [{ unit: next[0], value: rest }] : []),
  ];
}
