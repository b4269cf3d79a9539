import { median, round } from '../lib/statistics.mjs';

/**
 * @typedef {{ cpuMs: number, p50Ms: number, p95Ms: number }} Load cpuMs: of the backend for each view
 * @typedef {{
 *   subject: import('./options.mjs').Subject, round: number, read: Load, view: Load, viewers: Load, readers: Load,
 *   unchanged?: Load, upstreamPerView: number,
 * }} Round view, read: one after another; viewers, readers: 20 at once
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
    upstreamPerView: round(
      Math.max(...rounds.map(each => each.upstreamPerView)),
    ),
  };
}

/**
 * @param {Round[]} rounds
 * @returns {{ figures: Record<string, ReturnType<typeof summarize>>, targets: Target[], holds: boolean }}
 */
export function judge(rounds) {
  const figures = Object.fromEntries(
    [...new Set(rounds.map(each => each.subject))].map(subject => [
      subject,
      summarize(rounds.filter(each => each.subject === subject)),
    ]),
  );
  const { ours, ...peers } = figures;
  const best = Math.min(
    ...Object.values(peers).map(({ viewers }) => viewers.p95Ms),
  );
  const atMost = (
    /** @type {string} */ name,
    /** @type {number} */ limit,
    /** @type {number | undefined} */ value,
  ) => ({ name, limit, value, holds: value !== undefined && value <= limit });
  const targets = ours
    ? [
        atMost('CPU of a view, of a stock by-name read', 1.5, ours.viewToRead),
        atMost('requests to Argo CD for a view', 0, ours.upstreamPerView),
        ...(Number.isFinite(best)
          ? [
              atMost(
                'p95 of 20 viewers, ms, against the better peer',
                best,
                ours.viewers.p95Ms,
              ),
            ]
          : []),
      ]
    : [];
  return { figures, targets, holds: targets.every(({ holds }) => holds) };
}
