import { median, round } from '../lib/statistics.mjs';

/**
 * @typedef {import('./measurePromotions.mjs').Cost} Cost
 * @typedef {'preview' | 'open' | 'clone' | 'shallowClone' | 'action'} Way
 * @typedef {{ files: number, latencyMs: number } & Record<Way, Cost>} Figures medians
 */

/** @param {Cost[]} costs @returns {Cost} the median of each */
export function summarize(costs) {
  const of = (/** @type {(cost: Cost) => number} */ value) =>
    round(median(costs.map(value)) ?? NaN, 0);
  return {
    ms: of(({ ms }) => ms),
    requests: of(({ requests }) => requests),
    steps: of(({ steps }) => steps),
    bytes: of(({ bytes }) => bytes),
  };
}

const MAX_STEPS = 5;
const FASTER_THAN_CLONE = 20;
/** The same requests for the same bytes; times are those of a machine that does other things as well. */
const MAX_GROWTH = { bytes: 1.1, ms: 1.5 };

/** @param {string} name @param {number} value @param {{ least?: number, most?: number }} limit */
const target = (name, value, { least = -Infinity, most = Infinity }) => ({
  name,
  ...(Number.isFinite(least) ? { least } : { most }),
  value: round(value, 2),
  holds: value >= least && value <= most,
});

/** @param {Figures[]} figures of each size and latency */
export function judge(figures) {
  const largest = Math.max(...figures.map(({ files }) => files));
  const smallest = Math.min(...figures.map(({ files }) => files));
  const targets = [
    target(
      'round trips one after another, click to pull request',
      Math.max(...figures.map(({ open }) => open.steps)),
      { most: MAX_STEPS },
    ),
  ];
  for (const at of figures.filter(({ files }) => files === largest)) {
    targets.push(
      target(
        `times faster than a clone, ${at.files} files, ${at.latencyMs} ms`,
        at.clone.ms / at.open.ms,
        { least: FASTER_THAN_CLONE },
      ),
    );
    const small = figures.find(
      ({ files, latencyMs }) =>
        files === smallest && latencyMs === at.latencyMs,
    );
    if (!small || smallest === largest) {
      continue;
    }
    targets.push(
      target(
        `bytes, ${largest} files : ${smallest}, ${at.latencyMs} ms`,
        at.open.bytes / small.open.bytes,
        { most: MAX_GROWTH.bytes },
      ),
      target(
        `time, ${largest} files : ${smallest}, ${at.latencyMs} ms`,
        at.open.ms / small.open.ms,
        { most: MAX_GROWTH.ms },
      ),
    );
  }
  return targets;
}
