import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from './judge.mjs';

const load = (cpuMs, p95Ms) => ({ cpuMs, p50Ms: p95Ms / 2, p95Ms });

const cost = requests => ({ requests, bytes: requests * 1000 });

const round = (
  subject,
  number,
  { read, view, p95, upstream = 0, history = { p50: 10, p95: 100 } },
) => ({
  ...{ subject, round: number, upstream: cost(upstream) },
  read: load(read, 10),
  view: load(view, 20),
  readers: load(read, 100),
  viewers: load(view, p95),
  history: { cpuMs: view, p50Ms: history.p50, p95Ms: history.p95 },
  historyViewers: { cpuMs: view, p50Ms: history.p50, p95Ms: history.p95 },
  historyUpstream: cost(upstream * 10),
});

const index = (applications, indexToList, heapMb) => ({
  ...{ applications, listMs: 100, indexMs: 100 * indexToList },
  ...{ indexToList, heapMb },
});

test('compares views and reads of the same round', () => {
  const history = { p50: 120, p95: 300 };
  const { figures, targets, holds } = judge({
    rounds: [
      round('ours', 1, { read: 10, view: 14, p95: 90 }),
      round('ours', 2, { read: 5, view: 7, p95: 100 }),
      round('ours', 3, { read: 5, view: 50, p95: 95 }),
      round('community', 1, {
        read: 5,
        view: 6,
        p95: 95,
        upstream: 1,
        history,
      }),
      round('roadie', 1, { read: 5, view: 9, p95: 130, upstream: 2, history }),
    ],
    indexes: [index(20_000, 2.5, 100), index(5_000, 3, 28)],
    changes: {
      ...{ signalP50Ms: 250, signalP95Ms: 300 },
      ...{ shownP50Ms: 280, shownP95Ms: 350 },
    },
  });
  assert.equal(figures.subjects.ours.viewToRead, 1.4);
  assert.deepEqual(figures.subjects.community.upstream, {
    requests: 1,
    bytes: 1000,
  });
  assert.deepEqual(
    targets.map(({ value, limit }) => [value, limit]),
    [
      [1.4, 1.5],
      [0, 0],
      [95, 95],
      [10, 15],
      [100, 300],
      [28, 30],
      [2.5, 3],
      [3, 3],
      [280, 1000],
    ],
  );
  assert.equal(holds, true);
});

test('does not hold when a peer is faster or Argo CD is asked', () => {
  const { targets, holds } = judge({
    rounds: [
      round('ours', 1, { read: 10, view: 16, p95: 96, upstream: 0.01 }),
      round('community', 1, { read: 5, view: 6, p95: 95 }),
    ],
    indexes: [index(5_000, 3.1, 31)],
  });
  assert.deepEqual(
    targets.map(target => target.holds),
    [false, false, false, false, true, false, false],
  );
  assert.equal(holds, false);
});

test('without peers only what is known of ours is judged', () => {
  const { targets } = judge({
    rounds: [round('ours', 1, { read: 10, view: 12, p95: 1 })],
  });
  assert.equal(targets.length, 2);
});
