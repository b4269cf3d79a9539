import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { manifestJsonSchema } from '@stonegarden/service-manifest';
import { parse, stringify } from 'yaml';
import { shop } from '../__testUtils__/newService';
import type { NewService } from '../service/NewService';
import { renderService } from '../service/renderService';
import { DEFAULT_METRICS } from './defaultMetrics';
import { SLO_WINDOWS, sloErrorRatio } from './sloRules';

interface Rule {
  record: string;
  labels: Record<string, string>;
  expr: string;
}

const run = promisify(execFile);
const promtool = findPromtool();
const recorded: NewService = { ...shop, sloRules: true };

function findPromtool(): string | undefined {
  try {
    execFileSync('promtool', ['--version'], { stdio: 'ignore' });
    return 'promtool';
  } catch {
    return undefined;
  }
}

function ruleOf(service: NewService, environment: string) {
  const file = renderService(service).find(({ path }) =>
    path.endsWith(`/environments/${environment}/prometheusrule.yaml`),
  );
  return parse(file?.content ?? 'null');
}

function rulesOf(service: NewService, environment: string): Rule[] {
  return ruleOf(service, environment).spec.groups.flatMap(
    ({ rules }: { rules: Rule[] }) => rules,
  );
}

describe('the recording rules of an SLA', () => {
  it('are written only where they are asked for', () => {
    const paths = (service: NewService) =>
      renderService(service).map(({ path }) => path);
    expect(paths(shop).join()).not.toContain('prometheusrule');
    expect(
      paths(recorded).filter(path => /prometheusrule|servicemon/.test(path)),
    ).toEqual([
      'services/shop/environments/base/servicemonitor.yaml',
      'services/shop/environments/dev/prometheusrule.yaml',
      'services/shop/environments/staging/prometheusrule.yaml',
      'services/shop/environments/canary/prometheusrule.yaml',
      'services/shop/environments/production/prometheusrule.yaml',
    ]);
  });

  it('record each objective over all times, by the labels that the portal asks for', () => {
    const rules = rulesOf(recorded, 'production');
    expect(
      rules.map(({ record, labels }) => `${record} ${labels.slo}`),
    ).toEqual(
      SLO_WINDOWS.flatMap(window =>
        ['availability', 'latency'].map(
          slo => `${sloErrorRatio(window)} ${slo}`,
        ),
      ),
    );
    for (const { record, labels, expr } of rules) {
      expect(labels).toEqual({
        service: 'shop',
        environment: 'production',
        slo: labels.slo,
      });
      const window = record.slice(sloErrorRatio('' as never).length);
      expect([...new Set(expr.match(/\[\w+\]/g))]).toEqual([`[${window}]`]);
      expect([...new Set(expr.match(/namespace="[^"]*"/g))]).toEqual([
        'namespace="shop"',
      ]);
    }
    expect(rulesOf(recorded, 'staging')[0].expr).toContain(
      'namespace="shop-staging"',
    );
  });

  it('record only what is promised', () => {
    const sloOf = (sla: NewService['sla']) => [
      ...new Set(
        rulesOf({ ...recorded, sla }, 'dev').map(({ labels }) => labels.slo),
      ),
    ];
    expect(sloOf({ availability: '99%' })).toEqual(['availability']);
    expect(sloOf({ latency: '250ms' })).toEqual(['latency']);
    for (const sla of [undefined, {}, { rpo: '4h' }]) {
      expect(() => renderService({ ...recorded, sla })).toThrow(
        'sloRules: there is nothing to record',
      );
    }
  });

  it.each([
    ['100ms', 'le="0.1"'],
    ['1.1ms', 'le="0.0011"'],
    ['2.5s', 'le="2.5"'],
    ['1s', 'le=~"1([.]0)?"'],
    ['2m', 'le=~"120([.]0)?"'],
  ])('take %s for the bucket %s', (latency, bucket) => {
    const [{ expr }] = rulesOf({ ...recorded, sla: { latency } }, 'dev');
    expect(expr).toContain(
      `_bucket{namespace="shop-dev",service="shop",${bucket}}`,
    );
  });

  it('take the metrics that a manifest has by default', () => {
    const schema = JSON.stringify(manifestJsonSchema());
    for (const [key, name] of Object.entries(DEFAULT_METRICS)) {
      expect(schema).toMatch(
        new RegExp(`"${key}":\\{[^}]*"default":"${name}"`),
      );
    }
  });
});

// Where promtool is on PATH; it comes with Prometheus.
(promtool ? describe : describe.skip)('promtool', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slo-rules-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const counters = { namespace: 'shop', service: 'shop', pod: 'shop-1' };

  /** What promtool says of the rules of production that have run on these counters for ten minutes. Throws when they record otherwise. */
  async function tested(
    series: Array<
      [name: string, labels: Record<string, string>, values: string]
    >,
    expected: Array<[slo: string, value: number]>,
    latency = '100ms',
  ) {
    const { spec } = ruleOf(
      { ...recorded, sla: { availability: '99.9%', latency } },
      'production',
    );
    await writeFile(join(folder, 'rules.yaml'), stringify(spec));
    await run(
      'promtool',
      ['check', 'rules', '--lint=all', '--lint-fatal', 'rules.yaml'],
      { cwd: folder },
    );
    const labelled = (name: string, labels: Record<string, string>) =>
      `${name}{${Object.entries(labels)
        .map(([key, value]) => `${key}="${value}"`)
        .join(',')}}`;
    const of = (slo: string) => ({
      environment: 'production',
      service: 'shop',
      slo,
    });
    await writeFile(
      join(folder, 'test.yaml'),
      stringify({
        rule_files: ['rules.yaml'],
        evaluation_interval: '30s',
        tests: [
          {
            interval: '15s',
            input_series: series.map(([name, labels, values]) => ({
              series: labelled(name, { ...counters, ...labels }),
              values,
            })),
            promql_expr_test: SLO_WINDOWS.flatMap(window =>
              ['availability', 'latency'].map(slo => ({
                expr: `round(${labelled(
                  sloErrorRatio(window),
                  of(slo),
                )}, 0.0001)`,
                eval_time: '10m',
                exp_samples: expected
                  .filter(([name]) => name === slo)
                  .map(([, value]) => ({
                    labels: labelled('', of(slo)),
                    value,
                  })),
              })),
            ),
          },
        ],
      }),
    );
    const { stdout } = await run('promtool', ['test', 'rules', 'test.yaml'], {
      cwd: folder,
    });
    return stdout;
  }

  it('gets the share of failed and of slow requests', async () => {
    expect(
      await tested(
        [
          [DEFAULT_METRICS.requests, { status: '200' }, '0+95x80'],
          [DEFAULT_METRICS.requests, { status: '404' }, '0+3x80'],
          [DEFAULT_METRICS.requests, { status: '503' }, '0+2x80'],
          [
            `${DEFAULT_METRICS.durationHistogram}_bucket`,
            { le: '0.1' },
            '0+90x80',
          ],
          [`${DEFAULT_METRICS.durationHistogram}_count`, {}, '0+100x80'],
        ],
        [
          ['availability', 0.02],
          ['latency', 0.1],
        ],
      ),
    ).toContain('SUCCESS');
  });

  it('gets 0 where no request failed, and nothing where there was none', async () => {
    expect(
      await tested(
        [[DEFAULT_METRICS.requests, { status: '200' }, '0+9x80']],
        [['availability', 0]],
      ),
    ).toContain('SUCCESS');
    expect(
      await tested(
        [[DEFAULT_METRICS.requests, { status: '200' }, '9+0x80']],
        [],
      ),
    ).toContain('SUCCESS');
  });

  it('finds the bucket of a whole second, whatever the Prometheus calls it', async () => {
    for (const le of ['1', '1.0']) {
      expect(
        await tested(
          [
            [`${DEFAULT_METRICS.durationHistogram}_bucket`, { le }, '0+1x80'],
            [`${DEFAULT_METRICS.durationHistogram}_count`, {}, '0+4x80'],
          ],
          [['latency', 0.75]],
          '1s',
        ),
      ).toContain('SUCCESS');
    }
  });

  it('counts no other service of the namespace', async () => {
    expect(
      await tested(
        [
          [DEFAULT_METRICS.requests, { status: '200' }, '0+9x80'],
          [
            DEFAULT_METRICS.requests,
            { status: '500', service: 'other' },
            '0+9x80',
          ],
        ],
        [['availability', 0]],
      ),
    ).toContain('SUCCESS');
  });
});
