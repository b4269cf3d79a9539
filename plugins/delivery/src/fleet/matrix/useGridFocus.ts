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
 * by `data-column`, also a cell that spans all columns; what of a cell takes the focus is its link or button, or itself.
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
      ? place
      : { row: keys[0] ?? '', column: 0 };

  useLayoutEffect(() => {
    if (!wanted.current) return;
    wanted.current = false;
    const row = grid.current?.querySelector(
      `[data-row="${CSS.escape(active.row)}"]`,
    );
    const cell =
      row?.querySelector(`[data-column="${active.column}"]`) ??
      row?.querySelector('[data-column]');
    const target = cell?.querySelector<HTMLElement>('a, button') ?? cell;
    if (target instanceof HTMLElement) {
      target.focus({ preventScroll: true });
      row?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
    }
  });

  return {
    active,
    onFocus: ({ target }: FocusEvent) => {
      const row = target.closest<HTMLElement>('[data-row]')?.dataset.row;
      const column = target.closest<HTMLElement>('[data-column]');
      if (row === undefined || !column) return;
      // From a cell that spans all columns one comes back to the column one was in.
      const spans = column.dataset.spans !== undefined;
      setPlace({
        row,
        column: spans ? active.column : Number(column.dataset.column),
      });
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.altKey || event.metaKey || event.shiftKey) return;
      const next = placeAfterKey(active, event, keys, columns);
      if (!next) return;
      event.preventDefault();
      wanted.current = true;
      setPlace(next);
    },
  };
}
