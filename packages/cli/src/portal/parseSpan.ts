import { InvalidArgumentError } from 'commander';

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000 } as const;

/**
 * A span of time such as `90s`, `30m` or `2h`, in milliseconds.
 *
 * @internal
 */
export function parseSpan(text: string): number {
  const [, digits, unit] = /^(\d{1,5})([smh])$/.exec(text) ?? [];
  if (!digits) {
    throw new InvalidArgumentError('Write it as 90s, 30m or 2h.');
  }
  return Number(digits) * UNITS[unit as keyof typeof UNITS];
}
