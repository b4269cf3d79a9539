import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summary } from './summary.mjs';

test('summary is a table whose last line is the sum', () => {
  const text = summary([
    { name: 'format', ms: 4_000, passed: 1, failed: 0, skipped: 0 },
    {
      name: 'journeys',
      ms: 95_000,
      passed: 120,
      failed: 2,
      skipped: 3,
      note: 'no test ran',
    },
  ]);
  assert.equal(
    text,
    [
      '✓  format      1 passed  0 failed                    4 s',
      '✗  journeys  120 passed  2 failed  3 skipped  1 min 35 s  no test ran',
      '',
      '121 passed, 2 failed',
    ].join('\n'),
  );
});
