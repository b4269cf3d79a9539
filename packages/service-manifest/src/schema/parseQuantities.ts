import type { DurationValue, ServiceSla } from './ServiceManifest';

const MILLISECONDS: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

const SECONDS: Record<string, number> = { s: 1, sec: 1, min: 60, h: 3600 };

/** `4h` → text and milliseconds. The schema has validated the form. */
export function parseDuration(text: string): DurationValue {
  const [, amount, unit] = /^([0-9.]+)([a-z]+)$/.exec(text) ?? [];
  return { text, milliseconds: Number(amount) * MILLISECONDS[unit] };
}

/** `99.9%` or `99.9` → text and percent. */
export function parsePercent(
  value: string | number,
): NonNullable<ServiceSla['availability']> {
  return typeof value === 'number'
    ? { text: `${value}%`, percent: value }
    : { text: value, percent: Number(value.slice(0, -1)) };
}

/** `120 req/min` → text and requests per second. */
export function parsePerSecond(
  text: string,
): NonNullable<ServiceSla['throughput']> {
  const [, amount, unit] = /^([0-9.]+) ?req\/([a-z]+)$/.exec(text) ?? [];
  return { text, perSecond: Number(amount) / SECONDS[unit] };
}

const FACTORS: Record<string, number> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/**
 * A Kubernetes quantity such as `250m`, `512Mi` or `2` as a number to compare; NaN for a text that is none.
 *
 * @public
 */
export function parseResource(value: string | number): number {
  if (typeof value === 'number') {
    return value;
  }
  const [, amount, unit] = /^([0-9.]+)([A-Za-z]*)$/.exec(value) ?? [];
  return Number(amount) * FACTORS[unit];
}
