import fc from 'fast-check';
import {
  burnRate,
  divideMonth,
  spendBudget,
  summarizeRatios,
} from './errorBudget';

const DAY = 86_400;

/** The first ten days of June, which has 30, in steps of a day. */
const june = {
  from: new Date('2026-06-01T00:00:00Z'),
  until: new Date('2026-07-01T00:00:00Z'),
  stepSeconds: DAY,
  ends: Array.from(
    { length: 10 },
    (_, day) => new Date(Date.UTC(2026, 5, day + 2)),
  ),
};

describe('divideMonth', () => {
  it('ends its last step now and begins its first with the month', () => {
    const now = new Date('2026-06-16T00:00:00Z');
    const { from, until, ends, stepSeconds } = divideMonth(now);
    expect([from, until]).toEqual([june.from, june.until]);
    // 15 days in 120 steps of 3 hours
    expect(ends).toHaveLength(120);
    expect(stepSeconds).toBe(3 * 3600);
    expect(ends[119]).toEqual(now);
    expect(ends[0]).toEqual(new Date('2026-06-01T03:00:00Z'));
  });

  it('knows December, and the first minute of a month', () => {
    expect(divideMonth(new Date('2026-12-31T23:59:59Z')).until).toEqual(
      new Date('2027-01-01T00:00:00Z'),
    );
    expect(divideMonth(new Date('2026-12-01T00:00:01Z'))).toMatchObject({
      stepSeconds: 60,
      ends: [new Date('2026-12-01T00:00:01Z')],
    });
  });

  it('covers the month so far, but for less than a step', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('2020-01-01'),
          max: new Date('2040-01-01'),
          noInvalidDate: true,
        }),
        now => {
          const { from, until, ends, stepSeconds } = divideMonth(now);
          const [first] = ends;
          const last = ends[ends.length - 1];
          expect(from.getTime()).toBeLessThanOrEqual(now.getTime());
          expect(now.getTime()).toBeLessThan(until.getTime());
          expect(now.getTime() - last.getTime()).toBeLessThan(1000);
          const missed = first.getTime() / 1000 - stepSeconds;
          expect(missed - from.getTime() / 1000).toBeLessThan(120);
          expect(missed - from.getTime() / 1000).toBeGreaterThanOrEqual(-60);
        },
      ),
    );
  });
});

describe('spendBudget', () => {
  it('spends a third by one day with one percent of errors', () => {
    // 99.9 % of 30 days leaves 43.2 min; one percent of a day is 14.4 min.
    const ratios = [0, 0, 0.01, 0, 0, 0, 0, 0, 0, 0];
    const budget = spendBudget(june, ratios, 0.999)!;
    expect(budget.left).toBeCloseTo(2 / 3, 10);
    expect(budget.points[1]).toEqual({
      at: '2026-06-03T00:00:00.000Z',
      left: 1,
    });
    expect(budget.points[2].left).toBeCloseTo(2 / 3, 10);
  });

  it('goes below zero where more was spent than there was', () => {
    // Half a day without any answer: 720 min of 43.2 min.
    const budget = spendBudget(june, [0.5], 0.999)!;
    expect(budget.left).toBeCloseTo(1 - 720 / 43.2, 8);
  });

  it('is exactly spent at the end of a month that burns at 1', () => {
    const ends = Array.from(
      { length: 30 },
      (_, day) => new Date(Date.UTC(2026, 5, day + 2)),
    );
    const ratios = ends.map(() => 0.005);
    expect(burnRate(0.005, 0.995)).toBe(1);
    expect(spendBudget({ ...june, ends }, ratios, 0.995)!.left).toBeCloseTo(
      0,
      10,
    );
  });

  it('has no point where nothing was measured', () => {
    expect(spendBudget(june, [undefined, 0], 0.99)!.points).toEqual([
      { at: '2026-06-03T00:00:00.000Z', left: 1 },
    ]);
  });

  it('has no budget for a target of 100 %', () => {
    expect(spendBudget(june, [0], 1)).toBeUndefined();
    expect(burnRate(0.5, 1)).toBeUndefined();
  });

  it('never rises, ends with what is left, and agrees with the mean', () => {
    const ratio = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), {
      nil: undefined,
    });
    fc.assert(
      fc.property(
        fc.array(ratio, { minLength: 10, maxLength: 10 }),
        fc.double({ min: 0.5, max: 0.9999, noNaN: true }),
        (ratios, target) => {
          const { left, points } = spendBudget(june, ratios, target)!;
          points.reduce((before, point) => {
            expect(point.left).toBeLessThanOrEqual(before + 1e-12);
            return point.left;
          }, 1);
          expect(points.at(-1)?.left ?? 1).toBe(left);
          const { mean, coverage } = summarizeRatios(ratios) ?? {
            mean: 0,
            coverage: 0,
          };
          // Of the ten days that were measured, as a share of the 30 that the budget is for.
          const spent = (burnRate(mean, target)! * 10 * coverage) / 30;
          expect(Math.abs(1 - spent - left)).toBeLessThan(1e-6 + spent * 1e-5);
        },
      ),
    );
  });
});

describe('burnRate', () => {
  it('is 14.4 for 1.44 percent of errors where 0.1 percent are allowed', () => {
    expect(burnRate(0.0144, 0.999)).toBeCloseTo(14.4, 10);
    expect(burnRate(0, 0.999)).toBe(0);
  });
});

describe('summarizeRatios', () => {
  it('leaves out what was not measured, and says how much was', () => {
    expect(summarizeRatios([0.01, undefined, 0.03, undefined])).toEqual({
      mean: 0.02,
      coverage: 0.5,
    });
    expect(summarizeRatios([undefined])).toBeUndefined();
    expect(summarizeRatios([])).toBeUndefined();
  });
});
