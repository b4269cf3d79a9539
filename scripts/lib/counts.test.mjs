import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  countJest,
  countPlaywright,
  countTap,
  settleCounts,
} from './counts.mjs';

test('countJest: a suite that could not run is a failure', () => {
  assert.deepEqual(
    countJest({
      numPassedTests: 10,
      numFailedTests: 1,
      numRuntimeErrorTestSuites: 2,
      numPendingTests: 1,
      numTodoTests: 1,
    }),
    { passed: 10, failed: 3, skipped: 2 },
  );
});

test('countPlaywright: flaky tests and a broken setup are failures', () => {
  assert.deepEqual(
    countPlaywright({
      stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 },
      errors: [{}],
    }),
    { passed: 4, failed: 3, skipped: 2 },
  );
});

test('countTap takes the last summary', () => {
  const tap =
    'ok 1 - prints "# pass 9"\n# pass 40\n# fail 1\n# cancelled 1\n# skipped 2\n# todo 0\n';
  assert.deepEqual(countTap(tap), { passed: 40, failed: 2, skipped: 2 });
  assert.throws(() => countTap('TAP version 13\n'), /no "# pass" line/);
});

test('settleCounts: no result is a failure', () => {
  const result = settleCounts(137, () => {
    throw new Error('no file');
  });
  assert.equal(result.failed, 1);
  assert.match(result.note, /without a result \(code 137\)/);
});

test('settleCounts: a failed runner without a failed test is a failure, and so is no test at all', () => {
  assert.equal(
    settleCounts(1, () => ({ passed: 5, failed: 0, skipped: 0 })).failed,
    1,
  );
  assert.equal(
    settleCounts(0, () => ({ passed: 0, failed: 0, skipped: 3 })).failed,
    1,
  );
  assert.deepEqual(
    settleCounts(0, () => ({ passed: 5, failed: 0, skipped: 0 })),
    { passed: 5, failed: 0, skipped: 0 },
  );
});
