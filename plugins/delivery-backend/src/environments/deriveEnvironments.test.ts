import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import type { ManifestEnvironment } from '@stonegarden/service-manifest';
import { application } from '../__testUtils__/application';
import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';
import { toApplicationRecord } from '../argocd/readModel/toApplicationRecord';
import type { ArgocdInstance } from '../argocd/readModel/ArgocdReadModel';
import { deriveEnvironments } from './deriveEnvironments';

const dev: ManifestEnvironment = {
  name: 'dev',
  cluster: 'homelab',
  namespace: 'shop-dev',
  autoSync: true,
};
const production: ManifestEnvironment = {
  name: 'production',
  cluster: 'homelab',
  namespace: 'shop',
  autoSync: false,
  rollout: {
    strategy: 'canary',
    steps: [{ setWeight: 10 }, { pause: {} }, { setWeight: 50 }],
  },
};

const answers: ArgocdInstance = {
  status: {
    name: 'homelab',
    reachable: true,
    lastContact: '2026-01-01T12:00:00.000Z',
  },
  dashboardUrl: 'https://argo.example',
  clusters: ['homelab'],
};
const silent: ArgocdInstance = {
  ...answers,
  status: {
    name: 'homelab',
    reachable: false,
    lastContact: '2026-01-01T11:00:00.000Z',
    unreachableSince: '2026-01-01T11:00:00.000Z',
    reason: createReason('ArgocdConnectionFailed', {}),
  },
};

function record(
  environment: string,
  overrides: Partial<ApplicationRecord> = {},
): ApplicationRecord {
  const read = toApplicationRecord('homelab', application('shop', environment));
  if (!read) {
    throw new Error('not read');
  }
  return { ...read, ...overrides };
}

describe('deriveEnvironments', () => {
  it('keeps the order of the manifest and says what Argo CD says', () => {
    const [first, second] = deriveEnvironments(
      [dev, production],
      [record('production', { health: 'Degraded' }), record('dev')],
      [answers],
    );
    expect(first).toMatchObject({
      name: 'dev',
      autoSync: true,
      sync: 'Synced',
      health: 'Healthy',
      since: '2026-01-01T10:00:00Z',
      release: { images: [{ name: 'ghcr.io/acme/shop', tag: '1.0' }] },
      revision: 'a'.repeat(40),
      deployedAt: '2026-01-01T09:59:00Z',
      application: {
        name: 'shop-dev',
        url: 'https://argo.example/applications/argocd/shop-dev',
      },
      instance: 'homelab',
      stale: false,
      asOf: '2026-01-01T12:00:00.000Z',
    });
    expect(second).toMatchObject({
      name: 'production',
      health: 'Degraded',
      rollout: 'canary',
      rolloutWeights: [10, 50],
    });
  });

  it('is Missing without an Application on an instance that answers', () => {
    expect(deriveEnvironments([dev], [], [answers])[0]).toMatchObject({
      sync: 'OutOfSync',
      health: 'Missing',
      stale: false,
      healthReason: createReason('ApplicationMissing', {
        environment: 'dev',
        instance: 'homelab',
      }),
    });
  });

  it('is Unknown, never Missing, while an instance that could have it is silent', () => {
    const other = {
      ...answers,
      status: { ...answers.status, name: 'other' },
      clusters: undefined,
    };
    expect(deriveEnvironments([dev], [], [other, silent])[0]).toMatchObject({
      sync: 'Unknown',
      health: 'Unknown',
      stale: true,
      instance: 'homelab',
      healthReason: {
        code: 'ArgocdUnreachable',
        params: {
          instance: 'homelab',
          cause: { code: 'ArgocdConnectionFailed' },
        },
        message:
          'Argo CD homelab has not answered since 2026-01-01T11:00:00.000Z. No connection can be made.',
      },
    });
  });

  it('keeps the last facts of a silent instance, with their age', () => {
    expect(
      deriveEnvironments([dev], [record('dev')], [silent])[0],
    ).toMatchObject({
      health: 'Healthy',
      stale: true,
      asOf: '2026-01-01T11:00:00.000Z',
    });
  });

  it('asks no instance for clusters that are not its own', () => {
    const elsewhere = { ...dev, cluster: 'moon' };
    expect(
      deriveEnvironments([elsewhere], [record('dev')], [answers])[0],
    ).toMatchObject({
      health: 'Unknown',
      healthReason: createReason('ArgocdNotConfigured', { cluster: 'moon' }),
    });
  });

  it('prefers the Application whose destination is the environment', () => {
    const stray = record('dev', {
      name: 'stray',
      destination: { name: 'homelab', namespace: 'elsewhere' },
    });
    expect(
      deriveEnvironments([dev], [stray, record('dev')], [answers])[0]
        .application?.name,
    ).toBe('shop-dev');
  });

  it('has no page without a dashboard, and the last applied commit while out of sync', () => {
    const [environment] = deriveEnvironments(
      [dev],
      [
        record('dev', {
          sync: 'OutOfSync',
          compared: { revisions: ['b'.repeat(40)] },
        }),
      ],
      [{ ...answers, dashboardUrl: undefined }],
    );
    expect(environment.application).toEqual({ name: 'shop-dev' });
    expect(environment.revision).toBe('a'.repeat(40));
  });
});
