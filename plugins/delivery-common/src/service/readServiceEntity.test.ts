import { parseEntityRef } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import fc from 'fast-check';
import type { ServiceEntity } from './ServiceEntity';
import { readServiceEntity } from './readServiceEntity';

const entityOf = (spec: unknown) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'shop', namespace: 'default' },
  spec: spec as JsonObject,
});

/** Of each field that there is, with every part. */
const whole: ServiceEntity['spec'] = {
  type: 'platform-service',
  lifecycle: 'production',
  owner: 'group:default/product',
  system: 'retail',
  dependsOn: ['component:default/kafka'],
  unknownDependencies: ['redis'],
  layer: 'services',
  category: 'retail',
  aliases: ['store'],
  environments: [
    {
      name: 'production',
      cluster: 'homelab',
      namespace: 'shop',
      autoSync: true,
      replicas: 2,
      resources: { requests: { cpu: '100m' }, limits: { memory: 1 } },
      database: 'postgres',
      ingress: 'shop.example.com',
      backup: true,
      rollout: {
        strategy: 'canary',
        steps: [
          { setWeight: 10 },
          { pause: { duration: '5m' } },
          { pause: null },
        ],
        analysis: {
          metrics: [
            {
              name: 'errors',
              threshold: 1,
              comparator: '<=',
              unit: '%',
              query: 'up',
              interval: '1m',
              failureLimit: 3,
            },
          ],
        },
      },
    },
  ],
  contact: {
    team: 'product',
    slack: '#product',
    email: 'product@example.com',
    oncall: 'https://oncall.example.com',
  },
  sla: {
    availability: { text: '99.9%', percent: 99.9 },
    latency: { text: '1s', milliseconds: 1000, percentile: 99 },
    throughput: { text: '10rps', perSecond: 10 },
    rpo: { text: '1h', milliseconds: 3_600_000 },
    rto: { text: '1h', milliseconds: 3_600_000 },
    window: { text: '30d', milliseconds: 1 },
  },
  monitoring: {
    enabled: true,
    dashboards: ['grafana/shop.json'],
    alerts: ['prometheus/shop.yaml'],
    metrics: { requests: 'a', statusLabel: 'b', durationHistogram: 'c' },
  },
  security: {
    networkPolicies: true,
    podSecurityStandards: 'restricted',
    imageScanRequired: false,
    secrets: ['token'],
  },
  release: { rollbackSafe: false },
  promotion: {
    autoRollback: true,
    rules: [
      {
        environments: ['production'],
        soak: { text: '24h', milliseconds: 86_400_000 },
        approvals: { count: 2, groups: ['qa'] },
        freezes: [
          {
            cron: '0 18 * * FRI',
            duration: { text: '62h', milliseconds: 223_200_000 },
            timeZone: 'Europe/Berlin',
            reason: 'Weekend',
          },
        ],
        dependenciesHealthy: true,
        noIncident: false,
        syncWindowOpen: false,
        requiredChecks: true,
        errorBudget: { minRemaining: { text: '20%', percent: 20 } },
        metrics: [
          { name: 'Errors', query: 'errors', max: 1, environment: 'source' },
        ],
        dangers: 'block',
        direct: false,
        autoOpen: true,
      },
    ],
  },
  releases: [{ environment: 'production', images: ['shop:1'] }],
  problems: [
    {
      severity: 'warning',
      code: 'dependency-not-found',
      message: 'No.',
      file: 'service.yaml',
      line: 3,
      column: 1,
      field: 'spec.dependencies[0]',
      docs: 'https://docs.example.com',
      since: '2026-01-01T00:00:00Z',
    },
  ],
};

/** Any JSON, often in the places where the parts of a service are. */
function hostileSpecs(): fc.Arbitrary<unknown> {
  const any = fc.jsonValue({ maxDepth: 3 });
  const part = (value: unknown): fc.Arbitrary<unknown> => {
    if (Array.isArray(value)) {
      return fc.oneof(any, fc.array(fc.oneof(any, ...value.map(part))));
    }
    if (typeof value === 'object' && value !== null) {
      const fields = Object.fromEntries(
        Object.entries(value).map(([key, of]) => [key, part(of)]),
      );
      return fc.oneof(any, fc.record(fields, { requiredKeys: [] }));
    }
    return fc.oneof(any, fc.constant(value));
  };
  return part(whole);
}

/** Says which of an object's parts are not of the kinds that those of an example are. */
function isLike(value: unknown, example: unknown): boolean {
  if (Array.isArray(example)) {
    return (
      Array.isArray(value) &&
      value.every(one => example.some(other => isLike(one, other)))
    );
  }
  if (typeof example === 'object' && example !== null) {
    const fields: Record<string, unknown> = { ...example };
    return (
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      Object.entries(value).every(
        ([key, of]) =>
          !(key in fields) ||
          isLike(of, fields[key]) ||
          // A quantity may be a number or a text.
          ['string', 'number'].includes(typeof of),
      )
    );
  }
  return typeof value === typeof example;
}

describe('readServiceEntity', () => {
  it('keeps every part of a service', () => {
    expect(readServiceEntity(entityOf(whole))).toEqual(entityOf(whole));
    const unread = {
      type: 'service',
      lifecycle: 'unknown',
      owner: 'group:default/unknown',
      problems: [],
    };
    expect(readServiceEntity(entityOf(unread))).toEqual(entityOf(unread));
  });

  it('leaves out what is not what it should be, and keeps the rest', () => {
    const read = readServiceEntity(
      entityOf({
        ...whole,
        environments: [null, 1, { name: {} }, ...(whole.environments ?? [])],
        problems: [null, { severity: 'fatal' }, ...(whole.problems ?? [])],
        sla: { availability: '99.9%', rto: whole.sla?.rto },
        aliases: [null, 'store', {}],
        layer: 'kernel',
        contact: [],
      }),
    );
    expect(read?.spec).toMatchObject({
      environments: whole.environments,
      problems: whole.problems,
      sla: { rto: whole.sla?.rto },
      aliases: ['store'],
    });
    expect(read?.spec.sla).not.toHaveProperty('availability');
    expect(read?.spec).not.toHaveProperty('layer');
    expect(read?.spec).not.toHaveProperty('contact');
  });

  it.each([
    ['no owner', { environments: [] }],
    ['an owner that is not a ref', { environments: [], owner: ':/' }],
    ['neither environments nor problems', { owner: 'group:default/product' }],
    ['environments that are no list', { owner: 'x', environments: {} }],
    ['nothing', undefined],
  ])('does not take for a service what has %s', (_what, spec) => {
    expect(readServiceEntity(entityOf(spec))).toBeUndefined();
  });

  it('reads JSON of any shape, and returns nothing of another shape than that of a service', () => {
    const services = fc
      .sample(hostileSpecs(), 3000)
      .flatMap(spec => readServiceEntity(entityOf(spec))?.spec ?? []);
    expect(services.length).toBeGreaterThan(20);
    const { resources: _quantities, ...example } =
      whole.environments?.[0] ?? {};
    const misshapen = services.filter(
      ({ environments = [], ...others }) =>
        !isLike(others, whole) ||
        !environments.every(one => isLike(one, example)) ||
        new Set(environments.map(({ name }) => name)).size <
          environments.length,
    );
    expect(misshapen).toEqual([]);
    for (const { owner } of services) {
      parseEntityRef(owner, {
        defaultKind: 'group',
        defaultNamespace: 'default',
      });
    }
  });
});
