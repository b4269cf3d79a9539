import { sortableMilliseconds, sortablePercent } from './sortableSla';

describe('sortableSla', () => {
  it('sorts as text like the numbers', () => {
    const percents = [9, 99, 99.5, 99.9, 99.99, 100];
    const texts = percents.map(sortablePercent);
    expect(texts[3]).toBe('099.90000');
    expect([...texts].sort()).toEqual(texts);

    const durations = [0.5, 1, 20, 300, 1500, 86_400_000].map(
      sortableMilliseconds,
    );
    expect(durations[3]).toBe('000000000300.000');
    expect([...durations].sort()).toEqual(durations);
  });
});
