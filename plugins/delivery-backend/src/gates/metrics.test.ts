import {
  createReason,
  type MetricThreshold,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { MetricFact } from '@stonegarden/backstage-plugin-delivery-node';
import { ask, gateFacts } from '../__testUtils__/gateFacts';
import { metrics } from './metrics';

const threshold = (
  name: string,
  bounds: Pick<MetricThreshold, 'max' | 'min'>,
): MetricThreshold => ({
  name,
  query: 'up{service="{{service}}"}',
  environment: 'source',
  ...bounds,
});
const fact = (name: string, value: number): MetricFact => ({
  name,
  environment: 'staging',
  measured: { value },
});
const silent = (name: string): MetricFact => ({
  name,
  environment: 'staging',
  measured: {
    unknown: createReason('PrometheusUnreachable', { instance: 'eu' }),
  },
});

const RULES = [
  threshold('Error rate', { max: 0.01 }),
  threshold('Cache hits', { min: 0.8 }),
  threshold('Load', { min: 0, max: 10 }),
];
const judge = (...facts: MetricFact[]) =>
  ask(metrics, gateFacts({ metrics: { value: facts } }, { metrics: RULES }));

describe('metrics', () => {
  it('passes where all are within their bounds, which count as within', async () => {
    expect(
      await judge(
        fact('Error rate', 0.01),
        fact('Cache hits', 0.8),
        fact('Load', 3.14159265),
      ),
    ).toEqual({
      status: 'passed',
      code: 'MetricsWithinBounds',
      message:
        'Error rate in staging is 0.01 and must be at most 0.01. Cache hits in staging is 0.8 and must be at least 0.8. Load in staging is 3.142 and must be between 0 and 10.',
    });
  });

  it('fails for the one that is not, whatever else is not known', async () => {
    expect(await judge(fact('Error rate', 0.02), silent('Cache hits'))).toEqual(
      {
        status: 'failed',
        code: 'MetricsOutOfBounds',
        message: 'Error rate in staging is 0.02 and must be at most 0.01.',
      },
    );
    expect(
      await judge(
        fact('Error rate', 0),
        fact('Cache hits', 0.79),
        fact('Load', 1),
      ),
    ).toMatchObject({ status: 'failed' });
  });

  it('is unknown where a Prometheus does not answer, and names it', async () => {
    expect(
      await judge(fact('Error rate', 0), silent('Cache hits'), fact('Load', 1)),
    ).toEqual({
      status: 'unknown',
      code: 'MetricsUnknown',
      message:
        'It is not known what Cache hits in staging is. Prometheus eu does not answer.',
    });
  });

  it('is unknown without data, which is neither 0 nor within bounds', async () => {
    expect(
      await judge(
        fact('Error rate', 0),
        {
          name: 'Cache hits',
          environment: 'staging',
          measured: {
            unknown: createReason('MetricNoData', { instance: 'eu' }),
          },
        },
        fact('Load', 1),
      ),
    ).toMatchObject({
      status: 'unknown',
      message: expect.stringContaining('Prometheus eu has no number for it.'),
    });
  });

  it('tells two of the same name apart', async () => {
    const both = [
      threshold('Load', { max: 1 }),
      threshold('Load', { max: 10 }),
    ];
    const facts = { metrics: { value: [fact('Load', 0), fact('Load', 11)] } };
    expect(
      await ask(metrics, gateFacts(facts, { metrics: both })),
    ).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('11'),
    });
  });

  it('is unknown for one that nobody looked for, and left out where the policy names none', async () => {
    expect(await judge(fact('Error rate', 0))).toMatchObject({
      status: 'unknown',
      code: 'MetricsUnknown',
    });
    expect(await ask(metrics, gateFacts({}))).toMatchObject({
      status: 'skipped',
      code: 'NotRequiredByPolicy',
    });
  });
});
