import { elapsed } from './progress.mjs';

/**
 * @typedef {{ name: string, ms: number, passed: number, failed: number, skipped: number, note?: string }} StageResult
 */

/**
 * One table, and as the very last line what a machine may look for.
 * @param {StageResult[]} results
 * @returns {string}
 */
export function summary(results) {
  const rows = results.map(result => [
    result.failed ? '✗' : '✓',
    result.name,
    `${result.passed} passed`,
    `${result.failed} failed`,
    result.skipped ? `${result.skipped} skipped` : '',
    elapsed(result.ms),
    result.note ?? '',
  ]);
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map(row => row[column].length)),
  );
  const table = rows.map(row =>
    row
      .map((cell, column) =>
        /^\d/.test(cell)
          ? cell.padStart(widths[column])
          : cell.padEnd(widths[column]),
      )
      .join('  ')
      .trimEnd(),
  );
  const sum = (/** @type {'passed' | 'failed'} */ key) =>
    results.reduce((total, result) => total + result[key], 0);
  return [
    ...table,
    '',
    `${sum('passed')} passed, ${sum('failed')} failed`,
  ].join('\n');
}
