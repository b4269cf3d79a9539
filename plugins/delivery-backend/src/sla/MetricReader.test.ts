import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { PrometheusStub } from '../__testUtils__/PrometheusStub';
import type { ResolvedService } from '../services/ServiceResolver';
import { MetricReader } from './MetricReader';
import { PrometheusInstances } from './PrometheusInstances';
import { readPrometheusConfig } from './readPrometheusConfig';

const STAGING = {
  name: 'staging',
  cluster: 'homelab',
  namespace: 'shop',
  autoSync: true,
};
const QUERY = 'sum(rate(errors{service="{{service}}"}[5m]))';
const service = { name: 'shop' } as ResolvedService;

describe('MetricReader', () => {
  const logger = mockServices.logger.mock();
  let server: PrometheusStub;
  let prometheus: PrometheusInstances;
  let reader: MetricReader;
  let now: Date;

  beforeEach(async () => {
    jest.clearAllMocks();
    server = await new PrometheusStub().start();
    now = new Date('2026-06-16T00:00:00Z');
    prometheus = new PrometheusInstances(
      readPrometheusConfig(
        new ConfigReader({
          delivery: {
            prometheus: [
              {
                name: 'eu',
                url: server.url,
                timeout: '1s',
                environments: ['staging'],
              },
            ],
          },
        }),
      ),
      { now: () => now.getTime() },
    );
    reader = new MetricReader({ prometheus, logger, now: () => now });
  });

  afterEach(async () => {
    await prometheus.stop();
    await server.stop();
  });

  it('asks for the number, once for all who ask within half a minute', async () => {
    server.answer = (query, response) => server.send(response, query, ['0.02']);
    const read = () => reader.read(service, STAGING, QUERY);
    expect(await Promise.all([read(), read()])).toEqual([
      { value: 0.02 },
      { value: 0.02 },
    ]);
    expect(server.asked.map(({ form }) => form.get('query'))).toEqual([
      'sum(rate(errors{service="shop"}[5m]))',
    ]);
    now = new Date(now.getTime() + 30_000);
    await read();
    expect(server.asked).toHaveLength(2);
  });

  it('takes no data for no number, and not for 0', async () => {
    expect(await reader.read(service, STAGING, QUERY)).toMatchObject({
      unknown: { code: 'MetricNoData', params: { instance: 'eu' } },
    });
  });

  it('names the Prometheus that does not answer, and never its address', async () => {
    const { url } = server;
    server.answer = (_query, response) => {
      response.statusCode = 502;
      response.end(`no ${url}`);
    };
    const refused = await reader.read(service, STAGING, QUERY);
    expect(refused).toMatchObject({
      unknown: { code: 'PrometheusErrorStatus', params: { status: 502 } },
    });
    await server.stop();
    const silent = await reader.read(service, STAGING, QUERY);
    expect(silent).toMatchObject({
      unknown: { code: 'PrometheusUnreachable', params: { instance: 'eu' } },
    });
    const said = JSON.stringify([refused, silent, logger.warn.mock.calls]);
    expect(said).not.toContain(new URL(url).host);
    server = await new PrometheusStub().start();
  });

  it('is unknown without a Prometheus, and for a query that says not whose number it is', async () => {
    expect(
      await reader.read(service, { ...STAGING, name: 'dev' }, QUERY),
    ).toMatchObject({ unknown: { code: 'SlaNotConfigured' } });
    expect(await reader.read(service, STAGING, 'sum(errors)')).toMatchObject({
      unknown: {
        code: 'MetricQueryInvalid',
        message:
          'Its query in the promotion policy cannot be used: it must contain {{service}} or {{namespace}}.',
      },
    });
    expect(server.asked).toEqual([]);
  });
});
