import { placeAfterKey } from './gridKeys';

const rows = Array.from({ length: 20 }, (_, index) => `row ${index}`);
const after = (key: string, row = 'row 3', column = 2, ctrlKey = false) => {
  const place = placeAfterKey({ row, column }, { key, ctrlKey }, rows, 5);
  return place && `${place.row}, ${place.column}`;
};

describe('placeAfterKey', () => {
  it.each([
    ['ArrowUp', 'row 2, 2'],
    ['ArrowDown', 'row 4, 2'],
    ['ArrowLeft', 'row 3, 1'],
    ['ArrowRight', 'row 3, 3'],
    ['PageUp', 'row 0, 2'],
    ['PageDown', 'row 11, 2'],
    ['Home', 'row 3, 0'],
    ['End', 'row 3, 4'],
  ])('%s leads to %s', (key, place) => {
    expect(after(key)).toBe(place);
  });

  it('stays in the grid, and leaves other keys alone', () => {
    expect(after('ArrowUp', 'row 0')).toBe('row 0, 2');
    expect(after('ArrowDown', 'row 19')).toBe('row 19, 2');
    expect(after('ArrowRight', 'row 3', 4)).toBe('row 3, 4');
    expect(after('Home', 'row 9', 3, true)).toBe('row 0, 0');
    expect(after('End', 'row 9', 3, true)).toBe('row 19, 4');
    expect(after('Enter')).toBeUndefined();
  });
});
