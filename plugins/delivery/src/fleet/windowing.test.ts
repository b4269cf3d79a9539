import { rowOffsets, rowsBetween } from './windowing';

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
