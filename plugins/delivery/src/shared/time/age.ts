/**
 * A length of time in its largest fitting unit, rounded down.
 *
 * @internal
 */
export interface Age {
  unit: 'seconds' | 'minutes' | 'hours' | 'days';
  value: number;
}

/**
 * How long something took or is ago. A time that lies ahead (clocks differ) counts as now.
 *
 * @internal
 */
export function toAge(milliseconds: number): Age {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return { unit: 'seconds', value: seconds };
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return { unit: 'minutes', value: minutes };
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return { unit: 'hours', value: hours };
  return { unit: 'days', value: Math.floor(hours / 24) };
}

const UNITS = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
] as const;

/**
 * A length of time in the largest unit that leaves nothing over, seconds else: 90 minutes stay 90 minutes, and no
 * SLA is rounded.
 *
 * @internal
 */
export function toExactUnit(milliseconds: number): Age {
  const fitting = UNITS.find(([, length]) => milliseconds % length === 0);
  return fitting
    ? { unit: fitting[0], value: milliseconds / fitting[1] }
    : { unit: 'seconds', value: milliseconds / 1000 };
}

/**
 * The oldest of several ISO times, because a page is only as fresh as its oldest fact.
 *
 * @internal
 */
export function oldest(times: Array<string | undefined>): string | undefined {
  const known = times.filter((time): time is string => time !== undefined);
  return known.length
    ? known.reduce((a, b) => (Date.parse(a) <= Date.parse(b) ? a : b))
    : undefined;
}
