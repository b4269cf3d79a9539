import {
  TOKEN,
  testSandbox,
  type TestSandbox,
} from '../__testUtils__/testSandbox';
import { SMALL_SEED } from '../__testUtils__/smallSeed';

const RULES = `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: web-slo
spec:
  groups:
    - name: web
      rules:
        - record: service:slo_errors:ratio_rate5m
          labels: { service: web, environment: production, slo: availability }
          expr: vector(0)
        - record: service:slo_errors:ratio_rate1h
          labels: { service: web, environment: production, slo: availability }
          expr: vector(0)
        - record: service:other
          expr: vector(1)
        - alert: WebIsDown
          expr: up == 0
`;
const SERIES =
  'service:slo_errors:ratio_rate5m{service="web",environment="production"}';
const TIME = 1_780_000_000;

let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await testSandbox({
    prometheusPort: 0,
    files: {
      ...SMALL_SEED,
      'kubernetes/services/web/monitoring/prometheus/web.yaml': RULES,
      'kubernetes/services/web/environments/dev/prometheusrule.yaml':
        RULES.replaceAll('service: web', 'service: shop'),
      'kubernetes/services/web/monitoring/prometheus/broken.yaml': 'a: [',
    },
  });
});

afterAll(() => sandbox.stop());

async function ask(
  path: string,
  parameters: Record<string, string>,
  token = TOKEN,
) {
  const response = await fetch(`${sandbox.prometheusUrl}/api/v1/${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
    body: new URLSearchParams(parameters),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text.startsWith('{') ? JSON.parse(text) : text,
  };
}

describe('the Prometheus API', () => {
  it('is healthy, and asks for the token', async () => {
    const healthy = await fetch(`${sandbox.prometheusUrl}/-/healthy`);
    expect(await healthy.text()).toBe('Prometheus Server is healthy.\n');
    expect(await ask('query', { query: '1' }, 'wrong')).toMatchObject({
      status: 401,
    });
  });

  it('has the series that rules in Git record, and no other', async () => {
    const { status, body } = await ask('query', {
      query: '{service="web"}',
      time: String(TIME),
    });
    expect(status).toBe(200);
    expect(body.data.resultType).toBe('vector');
    expect(
      body.data.result.map(
        ({ metric }: { metric: Record<string, string> }) => metric,
      ),
    ).toEqual([
      {
        __name__: 'service:slo_errors:ratio_rate5m',
        service: 'web',
        environment: 'production',
        slo: 'availability',
      },
      expect.objectContaining({ __name__: 'service:slo_errors:ratio_rate1h' }),
    ]);
    const overlay = await ask('query', {
      query: '{service="shop"}',
      time: String(TIME),
    });
    expect(overlay.body.data.result).toHaveLength(2);
    const unknown = await ask('query', { query: 'service:other' });
    expect(unknown).toEqual({
      status: 200,
      body: { status: 'success', data: { resultType: 'vector', result: [] } },
    });
  });

  it('says the same of the same time, whoever asks', async () => {
    const query = `avg(avg_over_time(${SERIES}[6h]))`;
    const { body } = await ask('query_range', {
      query,
      start: String(TIME - 3 * 21_600),
      end: String(TIME),
      step: '6h',
    });
    const [{ metric, values }] = body.data.result;
    expect(metric).toEqual({});
    expect(values).toHaveLength(4);
    for (const [time, value] of values) {
      const instant = await ask('query', { query, time: String(time) });
      expect(instant.body.data.result).toEqual([
        { metric: {}, value: [time, value] },
      ]);
      expect(Number(value)).toBeGreaterThan(0);
      expect(Number(value)).toBeLessThan(0.1);
    }
  });

  it('matches labels as Prometheus does', async () => {
    const count = async (query: string) => {
      const { body } = await ask('query', { query, time: String(TIME) });
      return body.data.result.length;
    };
    expect(await count(`{service=~"w.b",slo!~"lat.*"}`)).toBe(2);
    expect(await count(`{service=~"w"}`)).toBe(0);
    expect(await count(`{service="web",team=""}`)).toBe(2);
    expect(await count(`{service="\\u0077eb",environment!='production'}`)).toBe(
      0,
    );
  });

  it('answers by GET too, a scalar as a scalar', async () => {
    const response = await fetch(
      `${sandbox.prometheusUrl}/api/v1/query?query=2&time=10`,
      { headers: { Authorization: `Bearer ${TOKEN}` } },
    );
    expect(await response.json()).toEqual({
      status: 'success',
      data: { resultType: 'scalar', result: [10, '2'] },
    });
  });

  it.each<[string, string, Record<string, string>, number, string, string]>([
    ['no query', 'query', {}, 400, 'bad_data', 'unexpected end of input'],
    ['half a query', 'query', { query: 'up{' }, 400, 'bad_data', 'parse error'],
    [
      'no matcher',
      'query',
      { query: '{}' },
      400,
      'bad_data',
      'at least one non-empty matcher',
    ],
    [
      'no range',
      'query',
      { query: 'avg_over_time(up)' },
      400,
      'bad_data',
      'expected type range vector',
    ],
    [
      'another function',
      'query',
      { query: 'rate(up[5m])' },
      422,
      'execution',
      'does not carry out rate()',
    ],
    [
      'no time',
      'query_range',
      { query: 'up', end: '1', step: '1' },
      400,
      'bad_data',
      'invalid parameter "start"',
    ],
    [
      'no step',
      'query_range',
      { query: 'up', start: '1', end: '2', step: '0' },
      400,
      'bad_data',
      'zero or negative query resolution',
    ],
    [
      'too many points',
      'query_range',
      { query: 'up', start: '0', end: '11001', step: '1' },
      400,
      'bad_data',
      'maximum resolution of 11,000 points',
    ],
    [
      'an end before its start',
      'query_range',
      { query: 'up', start: '2', end: '1', step: '1' },
      400,
      'bad_data',
      'end timestamp must not be before start time',
    ],
  ])(
    'refuses %s',
    async (_what, path, parameters, status, errorType, error) => {
      expect(await ask(path, parameters)).toEqual({
        status,
        body: {
          status: 'error',
          errorType,
          error: expect.stringContaining(error),
        },
      });
    },
  );
});
