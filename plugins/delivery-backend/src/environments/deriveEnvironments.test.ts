import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import type { ManifestEnvironment } from '@stonegarden/service-manifest';
import { application } from '../__testUtils__/application';
import { caseRecords, recordedApplication } from '../__testUtils__/fixtures';
import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';
import { toApplicationRecord } from '../argocd/readModel/toApplicationRecord';
import type { ArgocdInstance } from '../argocd/readModel/ArgocdReadModel';
import { shop } from '../__testUtils__/shop';
import { serviceSourceOf } from '../services/ServiceSource';
import { deriveEnvironments as derive } from './deriveEnvironments';

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

/** What the environments are by these records of these instances. */
const deriveEnvironments = (
  environments: ManifestEnvironment[],
  records: ApplicationRecord[],
  instances: ArgocdInstance[],
) =>
  derive(
    { name: 'shop', environments, source: serviceSourceOf(shop) },
    { find: () => records, instances },
  );

describe('deriveEnvironments', () => {
  it('keeps the order of the manifest and says what Argo CD says', () => {
    const [first, second] = deriveEnvironments(
      [dev, production],
      [
        record('production', {
          health: 'Degraded',
          destination: { name: 'homelab', namespace: 'shop' },
        }),
        record('dev'),
      ],
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

  it('does not call absent what is only not listed', () => {
    expect(deriveEnvironments([dev], [], [answers])[0]).toMatchObject({
      presence: 'unknown',
      sync: 'Unknown',
      health: 'Unknown',
      stale: false,
      healthReason: createReason('ApplicationUnknown', {
        environment: 'dev',
        instance: 'homelab',
      }),
    });
  });

  it('is absent by proof, as of that, and only when every instance that could have it has proven it', () => {
    const at = '2026-01-01T11:30:00.000Z';
    const key = { name: 'shop-dev', project: 'team-product' };
    const proven: ArgocdInstance = {
      ...answers,
      proof: (service, environment) =>
        service === 'shop' && environment === 'dev'
          ? { kind: 'absent', at, key }
          : undefined,
    };
    const absent = {
      presence: 'absent',
      sync: 'Unknown',
      health: 'Unknown',
      asOf: at,
      healthReason: createReason('ApplicationMissing', {
        environment: 'dev',
        instance: 'homelab',
        application: key.name,
        project: key.project,
      }),
    };
    expect(deriveEnvironments([dev], [], [proven])[0]).toMatchObject(absent);
    const other = {
      ...answers,
      status: { ...answers.status, name: 'other' },
      clusters: undefined,
    };
    expect(deriveEnvironments([dev], [], [proven, other])[0]).toMatchObject({
      presence: 'unknown',
      instance: 'other',
    });
    expect(
      deriveEnvironments(
        [dev],
        [],
        [proven, { ...other, proof: () => ({ kind: 'absent', at, key }) }],
      )[0],
    ).toMatchObject(absent);
  });

  it('says which right is missing where the account may not see an Application', () => {
    const right = 'applications, get, team-product/shop-dev';
    const reason = createReason('ApplicationForbidden', {
      environment: 'dev',
      instance: 'homelab',
      right,
    });
    const unseen: ArgocdInstance = {
      ...answers,
      proof: () => ({
        kind: 'forbidden',
        key: { name: 'shop-dev', project: 'team-product' },
        right,
        at: '2026-01-01T11:30:00Z',
      }),
    };
    const known = record('dev', { hidden: { right } });
    for (const [environment] of [
      deriveEnvironments([dev], [], [unseen]),
      deriveEnvironments([dev], [known], [answers]),
    ]) {
      expect(environment).toMatchObject({
        presence: 'forbidden',
        sync: 'Unknown',
        health: 'Unknown',
        healthReason: reason,
      });
      expect(environment).not.toHaveProperty('release');
    }
  });

  it('keeps the last facts of what is no longer listed, as stale', () => {
    const asOf = '2026-01-01T11:58:00.000Z';
    expect(
      deriveEnvironments(
        [dev],
        [record('dev', { hidden: { asOf } })],
        [answers],
      )[0],
    ).toMatchObject({
      presence: 'unlisted',
      sync: 'Synced',
      health: 'Healthy',
      release: { images: [{ tag: '1.0' }] },
      stale: true,
      asOf,
      healthReason: { code: 'ApplicationUnlisted' },
    });
  });

  it('tells an Application that was never deployed from one that is not there', () => {
    const { service, ...rest } = recordedApplication('get-never-deployed');
    const never = { ...rest, service, environment: 'dev' };
    const [environment] = deriveEnvironments(
      [{ ...dev, cluster: 'in-cluster', namespace: 'cloudbeaver' }],
      [never],
      [{ ...answers, clusters: undefined }],
    );
    expect(environment).toMatchObject({
      presence: 'present',
      neverDeployed: true,
      sync: 'OutOfSync',
      health: 'Missing',
      healthReason: { code: 'NeverDeployed' },
      syncReason: { code: 'NeverDeployed' },
    });
    expect(environment.revision).toBeUndefined();
    // An Application that keeps no history.
    const [running] = deriveEnvironments(
      [dev],
      [record('dev', { history: [] })],
      [answers],
    );
    expect(running).not.toHaveProperty('neverDeployed');
  });

  it('case 11-comparison-error: says why Argo CD cannot compare', () => {
    const [, broken] = caseRecords('11-comparison-error/applications');
    expect(
      deriveEnvironments([production], [broken], [answers])[0],
    ).toMatchObject({
      sync: 'Unknown',
      syncReason: {
        code: 'ApplicationCondition',
        message: expect.stringMatching(
          /^Argo CD reports ComparisonError: .*'..\/monitoring' must resolve to a file/,
        ),
      },
      conditions: [{ type: 'ComparisonError', since: '2026-01-02T00:04:00Z' }],
      health: 'Healthy',
    });
  });

  it('says why Argo CD knows neither sync nor health', () => {
    const condition = {
      type: 'InvalidSpecError',
      message: 'application destination is not permitted in project',
    };
    expect(
      deriveEnvironments(
        [dev],
        [
          record('dev', {
            sync: 'Unknown',
            health: 'Unknown',
            conditions: [condition],
          }),
        ],
        [answers],
      )[0],
    ).toMatchObject({
      syncReason: { params: { type: 'InvalidSpecError' } },
      healthReason: { params: { type: 'InvalidSpecError' } },
    });
  });

  it.each([
    ['get-degraded-never-scheduled', 'Deployment', 'n8n', 'Degraded'],
    ['get-canary-paused', 'Rollout', 'audiobookshelf', 'Suspended'],
  ])('names the resource behind the health of %s', (name, kind, of, health) => {
    const read = recordedApplication(name);
    const [environment] = deriveEnvironments(
      [
        {
          ...dev,
          name: read.environment,
          cluster: 'in-cluster',
          namespace: read.destination.namespace!,
        },
      ],
      [read],
      [{ ...answers, clusters: undefined }],
    );
    expect(environment.healthReason).toMatchObject({
      code: 'ResourceHealth',
      params: { kind, name: of, health },
      message: `The ${kind} ${of} is ${health}.`,
    });
  });

  it('says that the attempts of a sync fail, and what differs', () => {
    const read = recordedApplication('get-sync-failed-immutable-field');
    expect(
      deriveEnvironments(
        [{ ...dev, cluster: 'in-cluster', namespace: 'kibana-dev' }],
        [read],
        [{ ...answers, clusters: undefined }],
      )[0],
    ).toMatchObject({
      operation: { phase: 'Running', kind: 'sync', retrying: true },
      syncReason: {
        code: 'SyncRetrying',
        message: expect.stringContaining('field is immutable'),
      },
      differences: { total: 1, pruneOnly: false },
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
