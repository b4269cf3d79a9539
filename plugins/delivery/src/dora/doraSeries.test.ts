import { doraMetrics } from '../__testUtils__/deployment';
import { doraSeries, doraValue } from './doraSeries';

const none = { deployments: 0, failures: 0, leadTimeCount: 0, restoreCount: 0 };

describe('doraValue', () => {
  it('divides failures by deployments', () => {
    expect(
      doraValue('failureRate', { ...none, deployments: 8, failures: 2 }),
    ).toEqual({ value: 0.25, count: 2 });
  });

  it('has no failure rate where nothing was deployed', () => {
    expect(doraValue('failureRate', none)).toEqual({
      value: undefined,
      count: 0,
    });
  });

  it('counts no deployments as a frequency of 0', () => {
    expect(doraValue('frequency', none)).toEqual({ value: 0, count: 0 });
  });

  it('has no times where none is known', () => {
    expect(doraValue('leadTime', none).value).toBeUndefined();
    expect(doraValue('restore', none).value).toBeUndefined();
  });
});

describe('doraSeries', () => {
  it('has a point for each span of time', () => {
    const metrics = doraMetrics();
    expect(doraSeries('leadTime', metrics)).toEqual([
      {
        since: '2026-11-09T00:00:00.000Z',
        until: '2026-11-16T00:00:00.000Z',
        value: 7_200,
        count: 3,
      },
      {
        since: '2026-11-16T00:00:00.000Z',
        until: '2026-11-23T00:00:00.000Z',
        value: undefined,
        count: 0,
      },
      {
        since: '2026-11-23T00:00:00.000Z',
        until: '2026-11-30T00:00:00.000Z',
        value: 3_600,
        count: 1,
      },
    ]);
  });
});
