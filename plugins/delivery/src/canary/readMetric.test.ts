import { readThreshold, readValues } from './readMetric';

describe('readThreshold', () => {
  it.each([
    ['len(result) > 0 && result[0] >= 95', '>=', 95],
    ['result[0] < 0.05', '<', 0.05],
    ['result <= 1e3', '<=', 1000],
    ['result[0]>-1', '>', -1],
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
  ])('makes nothing up of %s', condition => {
    expect(readThreshold(condition)).toBeUndefined();
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
