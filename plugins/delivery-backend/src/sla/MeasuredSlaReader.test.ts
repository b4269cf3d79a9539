import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { ServiceSla } from '@stonegarden/service-manifest';
import {
  type AskedQuery,
  PrometheusStub,
} from '../__testUtils__/PrometheusStub';
import type { ResolvedService } from '../services/ServiceResolver';
import { MeasuredSlaReader } from './MeasuredSlaReader';
import { PrometheusInstances } from './PrometheusInstances';
import { readPrometheusConfig } from './readPrometheusConfig';

const PRODUCTION = {
  name: 'production',
  cluster: 'homelab',
  namespace: 'shop',
  autoSync: false,
};
const SLA: ServiceSla = {
  availability: { text: '99.9%', percent: 99.9 },
  latency: { text: '100ms', milliseconds: 100, percentile: 95 },
};

let server: PrometheusStub;
let reader: MeasuredSlaReader;
let prometheus: PrometheusInstances;
let now: Date;

function service(
  spec: { sla?: ServiceSla; monitoring?: { enabled: boolean } } = { sla: SLA },
): ResolvedService {
  return {
    entityRef: 'component:default/shop',
    name: 'shop',
    entity: { spec },
    environments: [PRODUCTION],
  } as unknown as ResolvedService;
}

function createReader(config: object = {}) {
  prometheus = new PrometheusInstances(
    readPrometheusConfig(
      new ConfigReader({
        delivery: {
          prometheus: [
            { name: 'homelab', url: server.url, timeout: '1s', ...config },
          ],
        },
      }),
    ),
    { now: () => now.getTime() },
  );
  return new MeasuredSlaReader({
    prometheus,
    logger: mockServices.logger.mock(),
    now: () => now,
  });
}

/** Half a percent of errors in the month, 2 % in the last hour, none in the last six, and 4 % too slow. */
function measurements({ form }: AskedQuery): string[] {
  const query = form.get('query')!;
  if (query.includes('latency')) {
    return ['0.04'];
  }
  if (query.includes('ratio_rate1h')) {
    return ['0.02'];
  }
  return query.includes('ratio_rate6h') ? ['0'] : ['0.0005'];
}

beforeEach(async () => {
  server = await new PrometheusStub().start();
  server.answer = (query, response) =>
    server.send(response, query, measurements(query));
  // Half of June
  now = new Date('2026-06-16T00:00:00Z');
  reader = createReader();
});

afterEach(async () => {
  await prometheus.stop();
  await server.stop();
});

describe('MeasuredSlaReader', () => {
  it('says what was measured beside what is promised', async () => {
    const reading = await reader.read(service(), PRODUCTION);
    expect(reading).toMatchObject({
      environment: 'production',
      state: 'measured',
      asOf: '2026-06-16T00:00:00.000Z',
      availability: { target: 0.999, window: 'month', coverage: 1 },
      latency: { thresholdSeconds: 0.1, targetShare: 0.95 },
      budget: {
        from: '2026-06-01T00:00:00.000Z',
        until: '2026-07-01T00:00:00.000Z',
      },
    });
    expect(reading.availability?.measured).toBeCloseTo(0.9995, 10);
    expect(reading.latency?.share).toBeCloseTo(0.96, 10);
    // Half of what is allowed, in half of the month
    expect(reading.budget?.left).toBeCloseTo(0.75, 10);
    expect(reading.budget?.burnRate.lastHour).toBeCloseTo(20, 10);
    expect(reading.budget?.burnRate.last6Hours).toBe(0);
    expect(reading.budget?.points).toHaveLength(120);
    expect(reading).not.toHaveProperty('reason');
  });

  it('asks once for all who ask at the same time, and again after a minute', async () => {
    const readings = await Promise.all([
      reader.read(service(), PRODUCTION),
      reader.read(service(), PRODUCTION),
    ]);
    expect(readings[0]).toBe(readings[1]);
    expect(server.asked).toHaveLength(4);
    now = new Date(now.getTime() + 59_000);
    await reader.read(service(), PRODUCTION);
    expect(server.asked).toHaveLength(4);
    now = new Date(now.getTime() + 1_000);
    await reader.read(service(), PRODUCTION);
    expect(server.asked).toHaveLength(8);
  });

  it('does not judge a new target by the old one', async () => {
    await reader.read(service(), PRODUCTION);
    const changed = await reader.read(
      service({
        sla: { ...SLA, availability: { text: '99%', percent: 99 } },
      }),
      PRODUCTION,
    );
    expect(changed.availability?.target).toBe(0.99);
  });

  it('asks for no latency where none is promised, and has no budget without a target', async () => {
    const reading = await reader.read(service({}), PRODUCTION);
    expect(reading.state).toBe('measured');
    expect(reading.availability).not.toHaveProperty('target');
    expect(reading).not.toHaveProperty('budget');
    expect(reading).not.toHaveProperty('latency');
    expect(
      server.asked.some(({ form }) => form.get('query')!.includes('latency')),
    ).toBe(false);
  });

  it('reads seconds where a query gives them', async () => {
    await prometheus.stop();
    reader = createReader({
      queries: { latencySeconds: 'latency{a="{{service}}"}[{{window}}]' },
    });
    expect((await reader.read(service(), PRODUCTION)).latency).toEqual({
      seconds: 0.04,
      thresholdSeconds: 0.1,
      targetShare: 0.95,
    });
  });

  it('tells no data from a measured zero', async () => {
    server.answer = (query, response) => server.send(response, query, []);
    await expect(reader.read(service(), PRODUCTION)).resolves.toMatchObject({
      state: 'no-data',
      reason: { code: 'SlaNoData' },
    });
  });

  it('says who measures nothing', async () => {
    await expect(
      reader.read(service({ monitoring: { enabled: false } }), PRODUCTION),
    ).resolves.toEqual({
      environment: 'production',
      state: 'not-configured',
      reason: expect.objectContaining({ code: 'MonitoringDisabled' }),
    });
    await prometheus.stop();
    reader = createReader({ clusters: ['eu-1'] });
    await expect(reader.read(service(), PRODUCTION)).resolves.toMatchObject({
      state: 'not-configured',
      reason: { code: 'SlaNotConfigured' },
    });
    await prometheus.stop();
    reader = createReader({ environments: ['staging'] });
    await expect(reader.read(service(), PRODUCTION)).resolves.toMatchObject({
      state: 'not-configured',
    });
    expect(server.asked).toEqual([]);
  });

  it('keeps the last numbers while Prometheus is down, and recovers', async () => {
    const before = await reader.read(service(), PRODUCTION);
    const { answer } = server;
    server.answer = (_query, response) => response.destroy();
    now = new Date(now.getTime() + 60_000);
    await expect(reader.read(service(), PRODUCTION)).resolves.toEqual({
      ...before,
      state: 'unreachable',
      reason: expect.objectContaining({ code: 'PrometheusUnreachable' }),
    });
    const asked = server.asked.length;
    now = new Date(now.getTime() + 14_000);
    await reader.read(service(), PRODUCTION);
    expect(server.asked).toHaveLength(asked);
    server.answer = answer;
    now = new Date(now.getTime() + 1_000);
    await expect(reader.read(service(), PRODUCTION)).resolves.toMatchObject({
      state: 'measured',
      asOf: now.toISOString(),
    });
  });

  it.each([
    [
      'refuses a query',
      'PrometheusErrorStatus',
      (response: Parameters<PrometheusStub['answer']>[1]) =>
        server.refuse(response, 422, 'too many samples'),
    ],
    [
      'answers rubbish',
      'PrometheusInvalidAnswer',
      (response: Parameters<PrometheusStub['answer']>[1]) =>
        response.end('<html>'),
    ],
  ])('does not call it no data when Prometheus %s', async (_, code, answer) => {
    server.answer = (_query, response) => answer(response);
    const reading = await reader.read(service(), PRODUCTION);
    expect(reading).toMatchObject({ state: 'unreachable', reason: { code } });
    expect(JSON.stringify(reading)).not.toContain('127.0.0.1');
    expect(reading).not.toHaveProperty('asOf');
  });
});
