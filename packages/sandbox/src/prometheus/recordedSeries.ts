import { createHash } from 'node:crypto';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { Snapshot } from '../git/Snapshot';

/**
 * A series that a recording rule writes.
 *
 * @internal
 */
export interface RecordedSeries {
  /** Its labels, with its name as `__name__`. */
  metric: Record<string, string>;
  intervalSeconds: number;
  /** Its value at a time in seconds; undefined where it has none yet. */
  at(time: number): number | undefined;
}

const HOUR = 3600;
const DAY = 24 * HOUR;
const STEP_SECONDS = 300;

const WINDOWS: Record<string, number> = {
  '5m': 300,
  '30m': 1800,
  '1h': HOUR,
  '2h': 2 * HOUR,
  '6h': 6 * HOUR,
  '1d': DAY,
  '3d': 3 * DAY,
};

/** Where the homelab keeps rules: beside a service, or as the service template writes them, for each environment. */
const RULE_FILE =
  /\/(?:monitoring\/prometheus\/[^/]+|environments\/[^/]+\/prometheusrule)\.ya?ml$/;

const ruleSchema = z.object({
  kind: z.literal('PrometheusRule'),
  spec: z.object({
    groups: z.array(
      z.object({
        rules: z.array(
          z.object({
            record: z.string().optional(),
            labels: z.record(z.string(), z.string()).optional(),
          }),
        ),
      }),
    ),
  }),
});

/**
 * The series of the rules that record error ratios, of those in the repository's `monitoring` folders and in overlays. Their values are made up:
 * always the same at the same time, with an incident now and then. Other rules record nothing.
 *
 * @internal
 */
export function recordedSeries(
  snapshot: Pick<Snapshot, 'files' | 'read'>,
): RecordedSeries[] {
  return [...snapshot.files.keys()]
    .filter(path => RULE_FILE.test(path))
    .flatMap(path => readRules(snapshot.read(path) ?? ''))
    .flatMap(({ record, labels = {} }) => {
      const window = /^service:slo_errors:ratio_rate(\w+)$/.exec(record ?? '');
      const seconds = window ? WINDOWS[window[1]] : undefined;
      return record && seconds
        ? [
            {
              metric: { __name__: record, ...labels },
              intervalSeconds: 30,
              at: (time: number) => errorRatio(labels, time, seconds),
            },
          ]
        : [];
    });
}

/** A file that is no YAML, or is something else, has no rules. */
function readRules(text: string) {
  return parseAllDocuments(text, { logLevel: 'silent' })
    .filter(document => document.errors.length === 0)
    .flatMap(document => {
      const parsed = ruleSchema.safeParse(document.toJS());
      return parsed.success
        ? parsed.data.spec.groups.flatMap(({ rules }) => rules)
        : [];
    });
}

/** Mean of the error ratio in the five minutes that a window has. */
function errorRatio(
  labels: Record<string, string>,
  time: number,
  windowSeconds: number,
): number {
  const key = ['service', 'environment', 'slo']
    .map(name => labels[name] ?? '')
    .join('/');
  const last = Math.floor(time / STEP_SECONDS);
  const count = windowSeconds / STEP_SECONDS;
  let total = 0;
  for (let index = 0; index < count; index += 1) {
    total += fiveMinutes(key, last - index);
  }
  return total / count;
}

/** Few errors all the time, and on one day of six an incident of half an hour. */
function fiveMinutes(key: string, step: number): number {
  const day = Math.floor((step * STEP_SECONDS) / DAY);
  const isLatency = key.endsWith('/latency');
  const usual =
    (isLatency ? 0.02 : 0.0001) *
    (0.5 + chance(`${key} level`)) *
    (0.5 + chance(`${key} ${Math.floor(step / 12)}`));
  const dice = chance(`${key} incident ${day}`);
  if (dice >= 1 / 6) {
    return usual;
  }
  const begins = (day * DAY) / STEP_SECONDS + Math.floor(dice * 6 * 280);
  const isIncident = step >= begins && step < begins + 6;
  return isIncident
    ? usual + 0.1 + 0.2 * chance(`${key} severity ${day}`)
    : usual;
}

const chances = new Map<string, number>();

/** A number from 0 to 1 that belongs to a text. */
function chance(text: string): number {
  const known = chances.get(text);
  if (known !== undefined) {
    return known;
  }
  const value =
    createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
  if (chances.size > 20_000) {
    chances.clear();
  }
  chances.set(text, value);
  return value;
}
