import { toDurationParts } from './durationParts';

describe('toDurationParts', () => {
  it.each([
    [0, [['seconds', 0]]],
    [499, [['seconds', 0]]],
    [48_000, [['seconds', 48]]],
    [
      130_000,
      [
        ['minutes', 2],
        ['seconds', 10],
      ],
    ],
    [360_000, [['minutes', 6]]],
    [
      7_512_000,
      [
        ['hours', 2],
        ['minutes', 5],
      ],
    ],
    [
      12 * 86_400_000 + 5 * 3_600_000 + 60_000,
      [
        ['days', 12],
        ['hours', 5],
      ],
    ],
  ])('says %d ms in its two largest units', (ms, parts) => {
    expect(toDurationParts(ms)).toEqual(
      parts.map(([unit, value]) => ({ unit, value })),
    );
  });

  it('takes what ends before it begins for nothing, because clocks differ', () => {
    expect(toDurationParts(-5_000)).toEqual([{ unit: 'seconds', value: 0 }]);
  });
});
