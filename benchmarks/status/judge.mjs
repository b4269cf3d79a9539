import { median, round } from '../lib/statistics.mjs';

/**
 * @typedef {{ cpuMs: number, p50Ms: number, p95Ms: number }} Load cpuMs: of the backend for each view
 * @typedef {{
 *   subject: import('./options.mjs').Subject, round: number, read: Load, view: Load, viewers: Load, readers: Load,
 *   unchanged?: Load, upstream: Upstream, history: Load, historyViewers: Load, historyUpstream: Upstream,
 * }} Round view, read, history: one after another; viewers, readers, historyViewers: 20 at once; history: a view with history
 * @typedef {{ requests: number, bytes: number }} Upstream to Argo CD, for each view; bytes: of the bodies of its answers
 * @typedef {{ name: string, limit: number, value: number | undefined, holds: boolean }} Target
 */

/** @param {Load[]} loads */
function medians(loads) {
  const of = (/** @type {keyof Load} */ key) =>
    round(median(loads.map(load => load[key])) ?? NaN);
  return { cpuMs: of('cpuMs'), p50Ms: of('p50Ms'), p95Ms: of('p95Ms') };
}

/** @param {Round[]} rounds of one subject */
function summarize(rounds) {
  const unchanged = rounds.flatMap(each => each.unchanged ?? []);
  return {
    rounds: rounds.length,
    read: medians(rounds.map(each => each.read)),
    view: medians(rounds.map(each => each.view)),
    readers: medians(rounds.map(each => each.readers)),
    viewers: medians(rounds.map(each => each.viewers)),
    ...(unchanged.length > 0 && { unchanged: medians(unchanged) }),
    /** By round, since the two were measured next to each other. */
    viewToRead: round(
      median(rounds.map(each => each.view.cpuMs / each.read.cpuMs)) ?? NaN,
    ),
    upstream: most(rounds.map(each => each.upstream)),
    history: medians(rounds.map(each => each.history)),
    historyViewers: medians(rounds.map(each => each.historyViewers)),
    historyUpstream: most(rounds.map(each => each.historyUpstream)),
  };
}

/** @param {Upstream[]} costs */
function most(costs) {
  return {
    requests: round(Math.max(...costs.map(({ requests }) => requests))),
    bytes: round(Math.max(...costs.map(({ bytes }) => bytes)), 0),
  };
}

/**
 * @param {{
 *   rounds: Round[],
 *   indexes?: import('./measureIndex.mjs').IndexFigures[],
 *   changes?: import('./measureChanges.mjs').ChangeFigures,
 * }} measured
 * @returns {{
 *   figures: {
 *     subjects: Record<string, ReturnType<typeof summarize>>, indexes: import('./measureIndex.mjs').IndexFigures[],
 *     changes?: import('./measureChanges.mjs').ChangeFigures,
 *   },
 *   targets: Target[], holds: boolean,
 * }}
 */
export function judge({ rounds, indexes = [], changes }) {
  const subjects = Object.fromEntries(
    [...new Set(rounds.map(each => each.subject))].map(subject => [
      subject,
      summarize(rounds.filter(each => each.subject === subject)),
    ]),
  );
  const { ours, ...others } = subjects;
  const peers = Object.values(others);
  const better = (/** @type {(of: typeof peers[0]) => number} */ of) =>
    Math.min(...peers.map(of));
  const smallest = [...indexes].sort(
    (a, b) => a.applications - b.applications,
  )[0];
  const targets = [
    ...(ours
      ? [
          atMost(
            'CPU of a view, of a stock by-name read',
            1.5,
            ours.viewToRead,
          ),
          atMost(
            'requests to Argo CD for a view, with history too',
            0,
            Math.max(ours.upstream.requests, ours.historyUpstream.requests),
          ),
        ]
      : []),
    ...(ours && peers.length > 0
      ? [
          atMost(
            'p95 of 20 viewers, ms, against the better peer',
            better(({ viewers }) => viewers.p95Ms),
            ours.viewers.p95Ms,
          ),
          atMost(
            'p50 with history, ms, against an eighth of the better peer',
            round(better(({ history }) => history.p50Ms) / 8),
            ours.history.p50Ms,
          ),
          atMost(
            'p95 of 20 viewers with history, ms, against the better peer',
            better(({ historyViewers }) => historyViewers.p95Ms),
            ours.historyViewers.p95Ms,
          ),
        ]
      : []),
    ...(smallest
      ? [
          atMost(
            `memory of an index of ${smallest.applications} Applications, MB`,
            30,
            smallest.heapMb,
          ),
        ]
      : []),
    ...indexes.map(({ applications, indexToList }) =>
      atMost(
        `start to complete index of ${applications} Applications, of one bare list`,
        3,
        indexToList,
      ),
    ),
    ...(changes
      ? [
          atMost(
            'a change in Argo CD on a page, p50 ms',
            1000,
            changes.shownP50Ms,
          ),
        ]
      : []),
  ];
  return {
    figures: { subjects, indexes, ...(changes && { changes }) },
    targets,
    holds: targets.every(({ holds }) => holds),
  };
}

/**
 * @param {string} name
 * @param {number} limit
 * @param {number | undefined} value
 * @returns {Target}
 */
function atMost(name, limit, value) {
  return { name, limit, value, holds: value !== undefined && value <= limit };
}
