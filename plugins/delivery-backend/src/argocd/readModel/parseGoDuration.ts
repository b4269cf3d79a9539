const UNITS: Record<string, number> = {
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
  us: 0.001,
  µs: 0.001,
  ns: 0.000_001,
};
const PART = /(\d+(?:\.\d+)?)(ms|us|µs|ns|h|m|s)/g;
const WHOLE = /^(?:\d+(?:\.\d+)?(?:ms|us|µs|ns|h|m|s))+$/;

/** Milliseconds of a duration as Go writes it, such as `1h30m`; undefined for anything else. */
export function parseGoDuration(text: string): number | undefined {
  return WHOLE.test(text)
    ? [...text.matchAll(PART)].reduce(
        (sum, [, amount, unit]) => sum + Number(amount) * UNITS[unit],
        0,
      )
    : undefined;
}
