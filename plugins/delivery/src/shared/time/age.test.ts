import { oldest, toAge, toExactUnit } from './age';

describe('toAge', () => {
  it.each([
    [0, 'seconds', 0],
    [59_999, 'seconds', 59],
    [60_000, 'minutes', 1],
    [3_599_999, 'minutes', 59],
    [3_600_000, 'hours', 1],
    [47 * 3_600_000, 'hours', 47],
    [48 * 3_600_000, 'days', 2],
    [12.5 * 86_400_000, 'days', 12],
  ])('says %d ms as %s %d', (milliseconds, unit, value) => {
    expect(toAge(milliseconds)).toEqual({ unit, value });
  });

  it('takes what lies ahead for now, because clocks differ', () => {
    expect(toAge(-5_000)).toEqual({ unit: 'seconds', value: 0 });
  });
});

describe('toExactUnit', () => {
  it.each([
    [14_400_000, 'hours', 4],
    [5_400_000, 'minutes', 90],
    [30 * 86_400_000, 'days', 30],
    [1_500, 'seconds', 1.5],
  ])('says %d ms as %s %d without rounding', (milliseconds, unit, value) => {
    expect(toExactUnit(milliseconds)).toEqual({ unit, value });
  });
});

describe('oldest', () => {
  it('finds the oldest of the times that are known', () => {
    expect(
      oldest(['2026-01-02T00:00:00Z', undefined, '2026-01-01T00:00:00Z']),
    ).toBe('2026-01-01T00:00:00Z');
  });

  it('is undefined when none is known', () => {
    expect(oldest([undefined])).toBeUndefined();
  });
});
