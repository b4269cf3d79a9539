import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planRuns, runName } from './planRuns.mjs';

/** @type {import('./planRuns.mjs').Database[]} */
const databases = ['sqlite'];
/** @type {import('./planRuns.mjs').Mode[]} */
const modes = ['ours', 'bare', 'stock'];

test('the order of the modes turns with each repetition', () => {
  const runs = planRuns({
    ...{ sizes: [1000], databases, modes, repetitions: [2] },
    profile: false,
  });
  assert.deepEqual(runs.map(runName), [
    'sqlite-1000-ours-1',
    'sqlite-1000-bare-1',
    'sqlite-1000-stock-1',
    'sqlite-1000-stock-2',
    'sqlite-1000-bare-2',
    'sqlite-1000-ours-2',
  ]);
});

test('a location for each descriptor is only measured where it says something', () => {
  const runs = planRuns({
    ...{ sizes: [1000, 5000], databases, repetitions: [1] },
    ...{ modes: ['stock', 'stock-each'], profile: false },
  });
  assert.deepEqual(runs.map(runName), [
    'sqlite-1000-stock-1',
    'sqlite-1000-stock-each-1',
    'sqlite-5000-stock-1',
  ]);
});

test('the last number of repetitions holds for all larger sizes', () => {
  const runs = planRuns({
    ...{ sizes: [1, 2, 3], databases, modes: ['bare'], repetitions: [3, 1] },
    profile: true,
  });
  assert.deepEqual(
    runs.map(run => `${run.size}${run.profiled ? ' profiled' : ''}`),
    ['1', '1', '1', '1 profiled', '2', '2 profiled', '3', '3 profiled'],
  );
});
