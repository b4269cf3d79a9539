import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, summarize } from './judge.mjs';

const cost = (
  /** @type {Partial<import('./judge.mjs').Cost>} */ more = {},
) => ({
  ...{ ms: 500, requests: 5, steps: 5, bytes: 20_000 },
  ...more,
});
const figures = (
  /** @type {number} */ files,
  /** @type {Partial<import('./judge.mjs').Figures>} */ more = {},
) => ({
  ...{ files, latencyMs: 100 },
  ...{ preview: cost(), open: cost(), action: cost() },
  ...{ clone: cost({ ms: 20_000 }), shallowClone: cost() },
  ...more,
});

test('each cost is the median of its own', () => {
  assert.deepEqual(
    summarize([
      cost({ ms: 1, bytes: 30 }),
      cost({ ms: 3, bytes: 10 }),
      cost({ ms: 2, bytes: 20 }),
    ]),
    cost({ ms: 2, bytes: 20 }),
  );
});

test('holds when it is short, fast, and the same in a large repository', () => {
  const targets = judge([figures(2_000), figures(100_000)]);
  assert.equal(targets.length, 4);
  assert.ok(targets.every(({ holds }) => holds));
});

test('tells what grew with the repository, and what took too many steps', () => {
  const targets = judge([
    figures(2_000, { open: cost({ steps: 6 }) }),
    figures(100_000, { open: cost({ ms: 1_500, bytes: 40_000 }) }),
  ]);
  assert.deepEqual(
    targets.map(({ holds }) => holds),
    [false, false, false, false],
  );
});

test('compares no sizes where there is one', () => {
  assert.equal(judge([figures(100_000)]).length, 2);
});
