import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from './judge.mjs';

const load = (cpuMs, p95Ms) => ({ cpuMs, p50Ms: p95Ms / 2, p95Ms });

const round = (subject, number, { read, view, p95, upstream = 0 }) => ({
  ...{ subject, round: number, upstreamPerView: upstream },
  read: load(read, 10),
  view: load(view, 20),
  readers: load(read, 100),
  viewers: load(view, p95),
});

test('compares views and reads of the same round', () => {
  const { figures, targets, holds } = judge([
    round('ours', 1, { read: 10, view: 14, p95: 90 }),
    round('ours', 2, { read: 5, view: 7, p95: 100 }),
    round('ours', 3, { read: 5, view: 50, p95: 95 }),
    round('community', 1, { read: 5, view: 6, p95: 95, upstream: 1 }),
    round('roadie', 1, { read: 5, view: 9, p95: 130, upstream: 2 }),
  ]);
  assert.equal(figures.ours.viewToRead, 1.4);
  assert.equal(figures.community.upstreamPerView, 1);
  assert.deepEqual(
    targets.map(({ value, limit }) => [value, limit]),
    [
      [1.4, 1.5],
      [0, 0],
      [95, 95],
    ],
  );
  assert.equal(holds, true);
});

test('does not hold when the better peer is faster or Argo CD is asked', () => {
  const { targets, holds } = judge([
    round('ours', 1, { read: 10, view: 16, p95: 96, upstream: 0.01 }),
    round('community', 1, { read: 5, view: 6, p95: 95 }),
  ]);
  assert.deepEqual(
    targets.map(target => target.holds),
    [false, false, false],
  );
  assert.equal(holds, false);
});

test('without peers only what is known of ours is judged', () => {
  const { targets } = judge([round('ours', 1, { read: 10, view: 12, p95: 1 })]);
  assert.equal(targets.length, 2);
});
