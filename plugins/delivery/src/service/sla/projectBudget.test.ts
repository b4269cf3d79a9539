import { projectBudget } from './projectBudget';

const DAY = 86_400_000;
const june = {
  left: 0.5,
  points: [],
  from: '2026-06-01T00:00:00.000Z',
  until: '2026-07-01T00:00:00.000Z',
};
const middle = Date.parse('2026-06-16T00:00:00Z');

describe('projectBudget', () => {
  it('lasts where half is left for half of the month, and burns at 1', () => {
    const budget = { ...june, burnRate: { last6Hours: 1, lastHour: 20 } };
    expect(projectBudget(budget, middle)).toEqual({ kind: 'lasts' });
  });

  it('ends after what is left, at the pace of six hours', () => {
    const budget = { ...june, burnRate: { last6Hours: 5, lastHour: 0 } };
    expect(projectBudget(budget, middle)).toEqual({
      kind: 'ends',
      inMs: 3 * DAY,
    });
  });

  it('goes by the last hour where that is all there is', () => {
    expect(
      projectBudget({ ...june, burnRate: { lastHour: 0 } }, middle),
    ).toEqual({ kind: 'lasts' });
    expect(projectBudget({ ...june, burnRate: {} }, middle)).toBeUndefined();
  });

  it('is spent where nothing is left', () => {
    expect(
      projectBudget({ ...june, left: 0, burnRate: { last6Hours: 0 } }, middle),
    ).toEqual({ kind: 'spent' });
  });
});
