import { application } from '../../__testUtils__/application';
import {
  caseRecords,
  recordedApplication,
  recording,
} from '../../__testUtils__/fixtures';
import { readResourcesToPrune } from './readDifferences';
import { toApplicationRecord } from './toApplicationRecord';

const REVISION = 'a'.repeat(40);

describe('toApplicationRecord', () => {
  it('keeps what is needed', () => {
    const value = application('shop', 'dev', {
      operationState: {
        phase: 'Succeeded',
        message: 'done',
        startedAt: '2026-01-01T09:58:00Z',
        finishedAt: '2026-01-01T09:59:00Z',
        syncResult: { revision: REVISION },
      },
    });
    expect(toApplicationRecord('homelab', value)).toEqual({
      instance: 'homelab',
      name: 'shop-dev',
      namespace: 'argocd',
      project: 'team-product',
      service: 'shop',
      environment: 'dev',
      resourceVersion: '1',
      destination: { name: 'homelab', namespace: 'shop-dev' },
      prune: false,
      selfHeal: false,
      automated: false,
      sources: [
        {
          repository: 'git.example/acme/platform',
          paths: ['kubernetes/services/shop/environments/dev'],
        },
      ],
      sync: 'Synced',
      compared: { revisions: [REVISION] },
      health: 'Healthy',
      healthMessage: undefined,
      healthSince: '2026-01-01T10:00:00Z',
      operation: {
        phase: 'Succeeded',
        kind: 'sync',
        message: 'done',
        startedAt: '2026-01-01T09:58:00Z',
        finishedAt: '2026-01-01T09:59:00Z',
        revisions: [REVISION],
      },
      history: [{ revisions: [REVISION], deployedAt: '2026-01-01T09:59:00Z' }],
      images: ['ghcr.io/acme/shop:1.0'],
    });
  });

  it('is unknown where Argo CD says nothing, or something new', () => {
    const { metadata, spec } = application('shop', 'dev');
    expect(toApplicationRecord('homelab', { metadata, spec })).toMatchObject({
      sync: 'Unknown',
      health: 'Unknown',
      images: [],
    });
    expect(
      toApplicationRecord(
        'homelab',
        application('shop', 'dev', {
          health: { status: 'Sparkling' },
          sync: { status: 'Sideways' },
        }),
      ),
    ).toMatchObject({ sync: 'Unknown', health: 'Unknown' });
  });

  it('survives fields of other types than expected', () => {
    const value = {
      ...application('shop', 'dev'),
      status: { health: 'well', history: 'none', summary: 3, sync: null },
    };
    expect(toApplicationRecord('homelab', value)).toMatchObject({
      name: 'shop-dev',
      health: 'Unknown',
    });
  });

  it('passes over what is not of this suite', () => {
    const foreign = application('shop', 'dev');
    foreign.metadata.labels = {};
    expect(toApplicationRecord('homelab', foreign)).toBeUndefined();
    expect(toApplicationRecord('homelab', 'nonsense')).toBeUndefined();
  });

  it('reads value files that another source takes from a repository as a path of that', () => {
    const [, production] = caseRecords(
      '09-multi-source/applications-ref-values',
    );
    expect(production.sources).toEqual([
      { repository: undefined, paths: [] },
      {
        repository: 'git.example/acme/platform',
        paths: ['kubernetes/services/shop/environments/production/values.yaml'],
      },
    ]);
  });

  it.each([
    ['get-after-dry-run', 'dry-run'],
    ['get-after-partial-sync', 'partial-sync'],
    ['get-statefulset-never-synced', 'partial-sync'],
    ['get-after-rollback', 'sync'],
    ['get-canary-paused', 'sync'],
    // Asked for, and not begun.
    ['sync-dry-run', 'dry-run'],
    ['sync-partial', 'partial-sync'],
  ])('tells what the operation of %s does: %s', (name, kind) => {
    expect(recordedApplication(name).operation?.kind).toBe(kind);
  });

  it('sees that the attempts of a running sync fail', () => {
    const failing = recordedApplication('get-sync-failed-immutable-field');
    expect(failing.operation).not.toHaveProperty('finishedAt');
    expect(failing.operation).toMatchObject({
      phase: 'Running',
      retrying: true,
      message: expect.stringMatching(/field is immutable.*attempt #3/),
    });
    expect(
      recordedApplication('get-degraded-never-scheduled').operation,
    ).not.toHaveProperty('retrying');
  });

  it('keeps every condition, errors first, without addresses', () => {
    const { conditions = [] } = recordedApplication('get-comparison-error');
    expect(conditions).toMatchObject([
      {
        type: 'ComparisonError',
        message: expect.stringContaining('no such file or directory'),
        since: expect.any(String),
      },
    ]);
    const record = toApplicationRecord(
      'homelab',
      application('shop', 'dev', {
        conditions: [
          ...[
            'OrphanedResourceWarning',
            'RepeatedResourceWarning',
            'SharedResourceWarning',
            'ExcludedResourceWarning',
            'SomethingNew',
            'SyncError',
            'InvalidSpecError',
            'DeletionError',
          ].map(type => ({ type, message: `${type} at 10.0.0.7:6443` })),
          ...Array.from({ length: 99 }, () => ({ type: 'Many', message: '' })),
        ],
      }),
    );
    expect(record?.conditions?.slice(0, 4).map(({ type }) => type)).toEqual([
      'SyncError',
      'InvalidSpecError',
      'DeletionError',
      'OrphanedResourceWarning',
    ]);
    expect(record?.conditions).toHaveLength(10);
    expect(JSON.stringify(record)).not.toContain('10.0.0.7');
  });

  it('lists what differs from Git, and knows when only pruning is left', () => {
    const [, production] = caseRecords('17-requires-pruning/applications');
    expect(production.differences).toEqual({
      total: 1,
      pruneOnly: true,
      resources: [{ kind: 'ConfigMap', name: 'old', requiresPruning: true }],
    });
    const { differences } = recordedApplication(
      'get-sync-failed-immutable-field',
    );
    expect(differences).toEqual({
      total: 1,
      pruneOnly: false,
      resources: [
        {
          group: 'apps',
          kind: 'Deployment',
          namespace: 'kibana-dev',
          name: 'kibana',
        },
      ],
    });
    // While Argo CD cannot compare, "requiresPruning" stands at everything.
    expect(recordedApplication('get-comparison-error')).not.toHaveProperty(
      'differences',
    );
    const many = (more: object) =>
      application('shop', 'dev', {
        sync: { status: 'OutOfSync' },
        resources: Array.from({ length: 500 }, (_, index) => ({
          kind: 'ConfigMap',
          name: `c${index}`,
          status: 'OutOfSync',
          ...more,
        })),
      });
    const listed = toApplicationRecord('homelab', many({}))?.differences;
    expect(listed?.total).toBe(500);
    expect(listed?.resources).toHaveLength(20);
    const toPrune = many({ requiresPruning: true });
    const pruned = toApplicationRecord('homelab', toPrune)?.differences;
    expect(pruned?.total).toBe(500);
    expect(pruned?.resources).toHaveLength(100);
    expect(readResourcesToPrune(toPrune)).toHaveLength(500);
    expect(readResourcesToPrune(recording('get-comparison-error'))).toEqual([]);
  });

  it('takes a requested operation for running, not the one before', () => {
    const value = {
      ...application('shop', 'dev', {
        operationState: { phase: 'Failed', message: 'old' },
      }),
      operation: { sync: {} },
    };
    expect(toApplicationRecord('homelab', value)?.operation).toEqual({
      phase: 'Running',
      kind: 'sync',
    });
  });

  it('keeps internal addresses of the cluster to itself', () => {
    const said = 'dial tcp 10.0.0.7:443: connect: connection refused';
    const record = toApplicationRecord(
      'homelab',
      application('shop', 'dev', {
        health: { status: 'Degraded', message: said },
        operationState: { phase: 'Failed', message: said },
      }),
    );
    expect(JSON.stringify(record)).not.toContain('10.0.0.7');
    expect(record?.healthMessage).toContain('connection refused');
    expect(record?.operation?.message).toContain('connection refused');
  });

  it.each([
    ['no policy', undefined, false],
    ['automated', { automated: {} }, true],
    ['automated, and switched off', { automated: { enabled: false } }, false],
    ['automated, and switched on', { automated: { enabled: true } }, true],
  ])('knows auto-sync: %s', (_what, syncPolicy, automated) => {
    const base = application('shop', 'dev');
    expect(
      toApplicationRecord('homelab', {
        ...base,
        spec: { ...base.spec, syncPolicy },
      })?.automated,
    ).toBe(automated);
  });
});
