import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { type GridPlace, placeAfterKey } from './gridKeys';

/**
 * One cell of a grid that Tab leads to, from which arrow keys lead to the others. Rows say who they are by `data-row`, cells
 * by `data-column`, with `data-spans` how many columns they span where that are several; what of a cell takes the focus is its
 * link or button, or itself.
 *
 * @param keys - of all rows in their order, also of those that are not rendered
 * @internal
 */
export function useGridFocus(
  grid: RefObject<HTMLElement>,
  keys: readonly string[],
  columns: number,
) {
  const [place, setPlace] = useState<GridPlace>();
  const wanted = useRef(false);
  const active: GridPlace =
    place && keys.includes(place.row)
      ? { ...place, column: Math.min(place.column, columns - 1) }
      : { row: keys[0] ?? '', column: 0 };

  useLayoutEffect(() => {
    if (!wanted.current) return;
    wanted.current = false;
    const row = grid.current?.querySelector(
      `[data-row="${CSS.escape(active.row)}"]`,
    );
    // A cell that spans several columns is known by the first of them.
    const cell = [
      ...(row?.querySelectorAll<HTMLElement>('[data-column]') ?? []),
    ]
      .filter(({ dataset }) => Number(dataset.column) <= active.column)
      .at(-1);
    const target = cell?.querySelector<HTMLElement>('a, button') ?? cell;
    if (target instanceof HTMLElement) {
      target.focus({ preventScroll: true });
      // In a wide table a row is on the screen while its cell is not.
      cell?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
    }
  });

  return {
    active,
    onFocus: ({ target }: FocusEvent) => {
      const row = target.closest<HTMLElement>('[data-row]')?.dataset.row;
      const column = target.closest<HTMLElement>('[data-column]');
      if (row === undefined || !column) return;
      const [first, last] = spanOf(column);
      // In a cell that spans several columns one stays in the column that one was in.
      const isWithin = active.column >= first && active.column <= last;
      setPlace({ row, column: isWithin ? active.column : first });
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.altKey || event.metaKey || event.shiftKey) return;
      const next = placeAfterKey(
        { ...active, column: columnToLeave(event, active.column, columns) },
        event,
        keys,
        columns,
      );
      if (!next) return;
      event.preventDefault();
      wanted.current = true;
      setPlace(next);
    },
  };
}

/** The first and the last column of a cell. */
function spanOf({ dataset }: HTMLElement): [number, number] {
  const first = Number(dataset.column);
  return [first, first + Number(dataset.spans ?? 1) - 1];
}

/** From a cell over several columns one leaves to the side, not to the column beside the one that one came from. */
function columnToLeave(
  { key, target }: KeyboardEvent,
  column: number,
  columns: number,
): number {
  const cell =
    target instanceof Element &&
    target.closest<HTMLElement>('[data-column][data-spans]');
  if (!cell) return column;
  const [first, last] = spanOf(cell);
  if (last - first + 1 >= columns) return column;
  if (key === 'ArrowRight') return last;
  return key === 'ArrowLeft' ? first : column;
}
