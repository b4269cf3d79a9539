import { printable } from '../format/printable';

/**
 * Rows in columns that line up, two spaces between them.
 *
 * @internal
 */
export function formatRows(rows: string[][]): string {
  const clean = rows.map(row => row.map(printable));
  const widths = clean.reduce<number[]>(
    (known, row) =>
      row.map((cell, index) => Math.max(known[index] ?? 0, cell.length)),
    [],
  );
  return clean
    .map(row =>
      row
        .map((cell, index) => cell.padEnd(widths[index]))
        .join('  ')
        .trimEnd(),
    )
    .map(line => `${line}\n`)
    .join('');
}
