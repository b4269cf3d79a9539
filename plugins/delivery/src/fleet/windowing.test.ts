import { renderedRows, rowOffsets, rowsBetween } from './windowing';

const offsets = rowOffsets([10, 20, 10, 10]);

describe('the rows between two heights', () => {
  it('begin and end where they lie', () => {
    expect(offsets).toEqual([0, 10, 30, 40, 50]);
    expect(rowsBetween(offsets, 0, 5)).toEqual([0, 1]);
    expect(rowsBetween(offsets, 12, 31)).toEqual([1, 3]);
    expect(rowsBetween(offsets, 29, 30)).toEqual([1, 3]);
    expect(rowsBetween(offsets, 45, 500)).toEqual([3, 4]);
  });

  it('are none above and below the list', () => {
    expect(rowsBetween(offsets, -500, -100)).toEqual([0, 0]);
    expect(rowsBetween(offsets, 60, 500)).toEqual([4, 4]);
    expect(rowsBetween([0], 0, 100)).toEqual([0, 0]);
  });
});

describe('the rows that are rendered', () => {
  it('are those that are seen, and one that stays, in their order', () => {
    expect(renderedRows([2, 5], -1)).toEqual([2, 3, 4]);
    expect(renderedRows([2, 5], 3)).toEqual([2, 3, 4]);
    expect(renderedRows([2, 5], 0)).toEqual([0, 2, 3, 4]);
    expect(renderedRows([2, 5], 5)).toEqual([2, 3, 4, 5]);
    expect(renderedRows([0, 0], -1)).toEqual([]);
  });
});
