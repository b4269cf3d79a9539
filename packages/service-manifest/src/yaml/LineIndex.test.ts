import { LineIndex } from './LineIndex';

describe('LineIndex', () => {
  it.each([
    [0, 1, 1],
    [2, 1, 3],
    [3, 2, 1],
    [4, 3, 1],
    [6, 3, 3],
    [99, 3, 3],
    [-1, 1, 1],
  ])('places offset %d at line %d, column %d', (offset, line, column) => {
    expect(new LineIndex('ab\n\ncd').positionOf(offset)).toEqual({
      line,
      column,
    });
  });

  it('knows the one place in an empty text', () => {
    expect(new LineIndex('').positionOf(0)).toEqual({ line: 1, column: 1 });
  });
});
