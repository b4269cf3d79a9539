import { checkEnvironment } from './checkEnvironment';
import type { ManifestEnvironment } from '../schema/ServiceManifest';

function check(
  settings: Partial<ManifestEnvironment>,
  latency?: { milliseconds: number; percentile: number },
): string[] {
  const environment = {
    name: 'production',
    cluster: 'in-cluster',
    namespace: 'shelf',
    autoSync: false,
    ...settings,
  };
  const sla = latency && { latency: { text: 'so long', ...latency } };
  return checkEnvironment(environment, ['e'], { sla }).map(one => one.code);
}

const canary = (...weights: number[]) => ({
  strategy: 'canary' as const,
  steps: weights.map(setWeight => ({ setWeight })),
});

const latencyOf = (name: string, threshold: number, unit?: string) => ({
  strategy: 'canary' as const,
  analysis: { metrics: [{ name, threshold, unit }] },
});

describe('checkEnvironment', () => {
  it.each<[Partial<ManifestEnvironment>, string[]]>([
    [{}, []],
    [{ database: 'sqlite', replicas: 1 }, []],
    [{ database: 'sqlite', rollout: { strategy: 'rolling' } }, []],
    [
      { database: 'sqlite', rollout: { strategy: 'blueGreen' } },
      ['several-writers-of-sqlite'],
    ],
    [{ database: 'postgres', replicas: 3, rollout: canary(10, 50) }, []],
    [{ rollout: canary(10, 10, 100) }, []],
    [
      { rollout: canary(10, 50, 20, 40) },
      ['weight-not-rising', 'weight-not-rising'],
    ],
    [{ replicas: 1, rollout: canary(100) }, []],
    [{ replicas: 1, rollout: canary(20) }, ['canary-of-one-replica']],
    [{ replicas: 0, rollout: canary(20) }, []],
  ])('says of %j: %j', (settings, codes) => {
    expect(check(settings)).toEqual(codes);
  });

  it.each<[string | number, string | number, boolean]>([
    ['250m', '0.5', false],
    ['1', '1000m', false],
    ['1', '999m', true],
    ['1Gi', '1G', true],
    [2, 2, false],
  ])('holds the request %s against the limit %s', (request, limit, above) => {
    const resources = { requests: { cpu: request }, limits: { cpu: limit } };
    expect(check({ resources })).toEqual(
      above ? ['requests-above-limits'] : [],
    );
  });

  it('passes over a request without a limit', () => {
    expect(
      check({
        resources: { requests: { cpu: 9 }, limits: { constructor: 1 } },
      }),
    ).toEqual([]);
  });

  it.each<[ReturnType<typeof latencyOf>, number, boolean]>([
    [latencyOf('latency-p95', 200), 95, false],
    [latencyOf('latency-p95', 201), 95, true],
    [latencyOf('latency-p95', 0.3, 's'), 95, true],
    [latencyOf('latency-p99', 900), 95, false],
    [latencyOf('latency-p99', 900), 99, true],
  ])('compares %j with the SLA at p%d', (rollout, percentile, breaks) => {
    expect(check({ rollout }, { milliseconds: 200, percentile })).toEqual(
      breaks ? ['analysis-above-sla'] : [],
    );
  });
});
