import { application } from '../../__testUtils__/application';
import { toApplicationRecord } from './ApplicationRecord';

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
      sync: 'Synced',
      comparedRevision: REVISION,
      health: 'Healthy',
      healthMessage: undefined,
      healthSince: '2026-01-01T10:00:00Z',
      operation: {
        phase: 'Succeeded',
        message: 'done',
        startedAt: '2026-01-01T09:58:00Z',
        finishedAt: '2026-01-01T09:59:00Z',
        revision: REVISION,
      },
      history: [{ revision: REVISION, deployedAt: '2026-01-01T09:59:00Z' }],
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

  it('takes the commit of the manifests when there are several sources', () => {
    const base = application('shop', 'dev');
    expect(
      toApplicationRecord('homelab', {
        ...base,
        spec: {
          ...base.spec,
          source: undefined,
          sources: [{ chart: 'shop' }, { path: 'kubernetes' }],
        },
        status: {
          ...base.status,
          sync: { status: 'Synced', revisions: ['1.2.3', REVISION] },
        },
      }),
    ).toMatchObject({ comparedRevision: REVISION });
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
      revision: undefined,
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
});
