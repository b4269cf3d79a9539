import {
  createReason,
  type SlaReading,
} from '@stonegarden/backstage-plugin-delivery-common';
import { ask, gateFacts } from '../__testUtils__/gateFacts';
import { errorBudget } from './errorBudget';

const UNTIL = '2026-02-01T00:00:00.000Z';
const reading = (left: number, more: Partial<SlaReading> = {}): SlaReading => ({
  environment: 'staging',
  state: 'measured',
  budget: {
    left,
    burnRate: {},
    points: [],
    from: '2026-01-01T00:00:00.000Z',
    until: UNTIL,
  },
  ...more,
});

const judge = (value: SlaReading | null) =>
  ask(
    errorBudget,
    gateFacts(
      { sla: { value } },
      { errorBudget: { minRemaining: 0.2, environment: 'source' } },
    ),
  );

describe('error-budget', () => {
  it('passes while enough is left, and says how much', async () => {
    expect(await judge(reading(0.625))).toEqual({
      status: 'passed',
      code: 'ErrorBudgetLeft',
      message:
        '62.5 % of the error budget of staging is left this month, and 20 % must be.',
    });
    expect(await judge(reading(0.2))).toMatchObject({ status: 'passed' });
  });

  it('fails below that, until the month ends', async () => {
    expect(await judge(reading(0.199))).toMatchObject({
      status: 'failed',
      code: 'ErrorBudgetSpent',
      changesAt: UNTIL,
    });
    expect(await judge(reading(-0.3))).toMatchObject({
      status: 'failed',
      message:
        'The error budget of staging is overspent by 30 % this month, and 20 % of it must be left.',
    });
  });

  it('is unknown where Prometheus does not answer, also beside numbers of before, and names it', async () => {
    expect(
      await judge(
        reading(1, {
          state: 'unreachable',
          reason: createReason('PrometheusUnreachable', { instance: 'eu' }),
        }),
      ),
    ).toEqual({
      status: 'unknown',
      code: 'PrometheusUnreachable',
      message: 'Prometheus eu does not answer.',
    });
  });

  it('is unknown without data, without a Prometheus, and where only the latency is measured', async () => {
    const none = { environment: 'staging' };
    expect(
      await judge({
        ...none,
        state: 'no-data',
        reason: createReason('SlaNoData', { ...none, instance: 'eu' }),
      }),
    ).toMatchObject({ status: 'unknown', code: 'SlaNoData' });
    expect(
      await judge({
        ...none,
        state: 'not-configured',
        reason: createReason('SlaNotConfigured', none),
      }),
    ).toMatchObject({ status: 'unknown', code: 'SlaNotConfigured' });
    expect(await judge({ ...none, state: 'measured' })).toMatchObject({
      status: 'unknown',
      code: 'AvailabilityNotMeasured',
    });
  });

  it('has nothing to judge where the SLA has no budget', async () => {
    expect(await judge(null)).toMatchObject({
      status: 'skipped',
      code: 'NoErrorBudget',
    });
  });

  it('is unknown where nobody looked, and left out where the policy does not ask', async () => {
    const rule = { minRemaining: 0, environment: 'source' } as const;
    expect(
      await ask(errorBudget, gateFacts({}, { errorBudget: rule })),
    ).toMatchObject({ status: 'unknown' });
    expect(await ask(errorBudget, gateFacts({}))).toMatchObject({
      status: 'skipped',
      code: 'NotRequiredByPolicy',
    });
  });
});
