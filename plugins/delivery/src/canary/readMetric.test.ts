import { meetsThreshold, readThreshold, readValues } from './readMetric';

describe('readThreshold', () => {
  it.each([
    ['len(result) > 0 && result[0] >= 95', '>=', 95],
    ['result[0] < 0.05', '<', 0.05],
    ['result <= 1e3', '<=', 1000],
    ['result[0]>-1', '>', -1],
    [' len(result)>0 && result[0] >= 0.999 ', '>=', 0.999],
  ])('reads %s', (condition, comparator, value) => {
    expect(readThreshold(condition)).toEqual({ comparator, value });
  });

  it.each([
    undefined,
    '',
    'result.status == "ok"',
    'result[0] >= 90 && result[0] <= 99',
    'result[0] >= {{args.threshold}}',
    'len(result) > 0',
    'result[0] >= 0.95 && result[1] < 5',
    'result[0] >= 0.95 || len(result) == 0',
    '!(result[0] > 5)',
    'result[0] >= 95 * 0.01',
    'result[0] >= 95%',
    'result[0] > 5 ? false : true',
    'len(result) > 1 && result[0] >= 95',
    'isNaN(result[0]) || result[0] < 5',
  ])('makes nothing up of %s', condition => {
    expect(readThreshold(condition)).toBeUndefined();
  });
});

describe('meetsThreshold', () => {
  it.each([
    ['>=', true, false],
    ['<=', true, true],
    ['>', false, false],
    ['<', false, true],
  ] as const)('compares by %s', (comparator, same, below) => {
    const threshold = { comparator, value: 0.5 };
    expect(meetsThreshold(0.5, threshold)).toBe(same);
    expect(meetsThreshold(0.4, threshold)).toBe(below);
    expect(meetsThreshold(0.6, threshold)).toBe(comparator.startsWith('>'));
  });
});

describe('readValues', () => {
  it('keeps what is a number, and says what was bad', () => {
    const measured = (value: string | undefined, phase: string) => ({
      value,
      phase,
    });
    expect(
      readValues({
        measurements: [
          measured('[99.5]', 'Successful'),
          measured('94', 'Failed'),
          measured('[]', 'Inconclusive'),
          measured(undefined, 'Error'),
          measured('[NaN]', 'Failed'),
          measured('[1 2]', 'Failed'),
        ],
      }),
    ).toEqual([
      { value: 99.5, isBad: false },
      { value: 94, isBad: true },
    ]);
  });
});
