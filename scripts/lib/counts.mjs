import fs from 'node:fs';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/**
 * Jest's `--json` output. A suite that could not be run has no tests to count; it is one failure.
 * @param {{ numPassedTests: number, numFailedTests: number, numRuntimeErrorTestSuites: number, numPendingTests: number, numTodoTests: number }} report
 * @returns {Counts}
 */
export function countJest(report) {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * Playwright's JSON report. A test that passed only when repeated did not pass; errors outside of tests (the global
 * setup) are one failure each.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: unknown[] }} report
 * @returns {Counts}
 */
export function countPlaywright({ stats, errors }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

/**
 * The summary at the end of the TAP output of node:test.
 * @param {string} tap
 * @returns {Counts}
 */
export function countTap(tap) {
  const number = (/** @type {string} */ name) => {
    const found = [...tap.matchAll(new RegExp(`^# ${name} (\\d+)$`, 'gm'))];
    if (!found.length) {
      throw new Error(`no "# ${name}" line`);
    }
    return Number(found[found.length - 1][1]);
  };
  return {
    passed: number('pass'),
    failed: number('fail') + number('cancelled'),
    skipped: number('skipped') + number('todo'),
  };
}

/**
 * What a stage came to. A runner that left no count, or that failed without counting a failure, has failed.
 * @param {number} code its exit code
 * @param {() => Counts} read
 * @returns {Counts & { note?: string }}
 */
export function settleCounts(code, read) {
  let counts;
  try {
    counts = read();
  } catch {
    return {
      passed: 0,
      failed: 1,
      skipped: 0,
      note: `the runner ended without a result (code ${code})`,
    };
  }
  if (code !== 0 && counts.failed === 0) {
    return {
      ...counts,
      failed: 1,
      note: `the runner failed (code ${code}) though no test did`,
    };
  }
  if (counts.passed + counts.failed === 0) {
    return { ...counts, failed: 1, note: 'no test ran' };
  }
  return counts;
}

/**
 * @param {string} file
 * @returns {any}
 */
export function readJson(file) {
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}
