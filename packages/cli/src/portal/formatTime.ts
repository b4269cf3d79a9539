const UNITS = [
  { unit: 'd', ms: 86_400_000 },
  { unit: 'h', ms: 3_600_000 },
  { unit: 'min', ms: 60_000 },
  { unit: 's', ms: 1_000 },
] as const;

/**
 * A span of time as a person says it: `3 h`. Never less than a second.
 *
 * @internal
 */
export function formatSpan(ms: number): string {
  const { unit, ms: length } =
    UNITS.find(each => ms >= each.ms) ?? UNITS[UNITS.length - 1];
  return `${Math.max(Math.floor(ms / length), 1)} ${unit}`;
}

/**
 * A time as one reads it beside others: `2026-11-30 17:20 UTC (in 3 h)`.
 *
 * @param time - ISO 8601
 * @internal
 */
export function formatTime(time: string, now: Date): string {
  const at = new Date(time);
  const away = at.getTime() - now.getTime();
  const exact = at.toISOString().slice(0, 16).replace('T', ' ');
  const span = formatSpan(Math.abs(away));
  return `${exact} UTC (${away >= 0 ? `in ${span}` : `${span} ago`})`;
}
