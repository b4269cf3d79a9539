/**
 * A cell of a grid, by the key of its row.
 *
 * @internal
 */
export interface GridPlace {
  row: string;
  column: number;
}

/** So many rows further with Page Up and Page Down. */
const PAGE = 8;

/**
 * Where a key leads from a cell; undefined for keys that lead nowhere.
 *
 * @param keys - of all rows in their order
 * @param columns - how many there are in a row
 * @internal
 */
export function placeAfterKey(
  { row, column }: GridPlace,
  pressed: { key: string; ctrlKey: boolean },
  keys: readonly string[],
  columns: number,
): GridPlace | undefined {
  const index = Math.max(0, keys.indexOf(row));
  const at = (rowIndex: number, columnIndex: number): GridPlace => ({
    row: keys[Math.min(Math.max(rowIndex, 0), keys.length - 1)],
    column: Math.min(Math.max(columnIndex, 0), columns - 1),
  });
  switch (pressed.key) {
    case 'ArrowUp':
      return at(index - 1, column);
    case 'ArrowDown':
      return at(index + 1, column);
    case 'ArrowLeft':
      return at(index, column - 1);
    case 'ArrowRight':
      return at(index, column + 1);
    case 'PageUp':
      return at(index - PAGE, column);
    case 'PageDown':
      return at(index + PAGE, column);
    case 'Home':
      return at(pressed.ctrlKey ? 0 : index, 0);
    case 'End':
      return at(pressed.ctrlKey ? keys.length - 1 : index, columns - 1);
    default:
      return undefined;
  }
}
