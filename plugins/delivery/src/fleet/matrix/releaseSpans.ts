import type {
  FleetCell,
  FleetRow,
} from '@stonegarden/backstage-plugin-delivery-common';
import { cellState } from '../cellState';

/**
 * Environments side by side that run the same Release.
 *
 * @internal
 */
export interface ReleaseSpan {
  /** Where it begins and ends among the columns, both from 0 and included. */
  from: number;
  to: number;
  /** In the order of the columns. */
  cells: FleetCell[];
  /** Undefined where none is known. */
  release?: string;
  /** How many other Releases stand before it: 0 for the first of the promotion path. */
  rank: number;
}

function isKnown(cell: FleetCell): boolean {
  return !cell.mixed && cell.release !== undefined;
}

/** Whether what runs here is known to be what runs in the column before. */
function isSame(cell: FleetCell, before: FleetCell | undefined): boolean {
  return (
    before !== undefined &&
    isKnown(cell) &&
    isKnown(before) &&
    cell.release === before.release &&
    cell.lag === undefined &&
    (cellState(cell) === 'stale') === (cellState(before) === 'stale')
  );
}

/**
 * Which Releases of a service run where, each as far as it reaches: two environments are together where they are known to run
 * the same, with nothing else between them.
 *
 * @param columns - names of environments, in the order of their columns
 * @internal
 */
export function releaseSpans(
  { environments }: Pick<FleetRow, 'environments'>,
  columns: readonly string[],
): ReleaseSpan[] {
  const spans: ReleaseSpan[] = [];
  columns.forEach((name, column) => {
    const cell = environments.find(one => one.name === name);
    if (!cell) return;
    const last = spans.at(-1);
    if (last && isSame(cell, last.cells.at(-1))) {
      last.to = column;
      last.cells.push(cell);
      return;
    }
    const known = spans.filter(({ release }) => release !== undefined);
    spans.push({
      from: column,
      to: column,
      cells: [cell],
      ...(isKnown(cell) ? { release: cell.release } : {}),
      rank: known.length,
    });
  });
  return spans;
}
