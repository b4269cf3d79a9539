import type { ManifestEnvironment } from '@stonegarden/service-manifest';
import { application } from '../__testUtils__/application';
import { shop } from '../__testUtils__/shop';
import type { ArgocdInstance } from '../argocd/readModel/ArgocdReadModel';
import { toApplicationRecord } from '../argocd/readModel/toApplicationRecord';
import { serviceSourceOf } from '../services/ServiceSource';
import { deriveEnvironments } from './deriveEnvironments';
import { findStrayApplications } from './findStrayApplications';

const COMMIT = 'c'.repeat(40);
const OTHER = 'd'.repeat(40);
const DIGEST = `sha256:${'e'.repeat(64)}`;
const PLATFORM = 'https://git.example/acme/platform';
const OWN = 'kubernetes/services/shop/environments/production';

const place = (name: string, cluster = 'homelab'): ManifestEnvironment => ({
  name,
  cluster,
  namespace: `shop-${name}`,
  autoSync: false,
});
const instance = (name: string, clusters?: string[]): ArgocdInstance => ({
  status: { name, reachable: true, lastContact: '2026-01-01T12:00:00.000Z' },
  dashboardUrl: `https://${name}.example`,
  clusters,
});

/** An Application of production, laid out as `spec` says, that has deployed these commits. */
function laidOut(
  spec: object,
  revisions: string[],
  more: { status?: object; metadata?: object; on?: string } = {},
) {
  const base = application('shop', 'production');
  const revised =
    'sources' in spec ? { revisions } : { revision: revisions[0] };
  const record = toApplicationRecord(more.on ?? 'homelab', {
    ...base,
    metadata: { ...base.metadata, ...more.metadata },
    spec: { ...base.spec, source: undefined, ...spec },
    status: {
      ...base.status,
      sync: { status: 'Synced', ...revised },
      history: [{ id: 1, deployedAt: '2026-01-01T09:59:00Z', ...revised }],
      ...more.status,
    },
  });
  if (!record) {
    throw new Error('It is not read');
  }
  return record;
}
type Laid = ReturnType<typeof laidOut>;

const derive = (
  records: Laid[],
  environments = [place('production')],
  instances = [instance('homelab')],
) =>
  deriveEnvironments(
    { name: 'shop', environments, source: serviceSourceOf(shop) },
    { find: () => records, instances },
  );
const strays = (
  records: Laid[],
  environments = [place('production')],
  instances = [instance('homelab')],
) =>
  findStrayApplications(
    { name: 'shop', environments },
    { find: () => records, instances },
  );

describe('layouts of Applications', () => {
  const values = {
    repoURL: PLATFORM,
    targetRevision: 'main',
    ref: 'values',
  };

  // Whatever made the manifests, health and images are those of the cluster, and the commit is the service's own.
  it.each<[string, object, string[], string | undefined]>([
    [
      'kustomize',
      { source: { repoURL: PLATFORM, path: OWN, kustomize: {} } },
      [COMMIT],
      COMMIT,
    ],
    [
      'a plain directory',
      {
        source: {
          repoURL: PLATFORM,
          path: OWN,
          directory: { recurse: true, jsonnet: {} },
        },
      },
      [COMMIT],
      COMMIT,
    ],
    [
      'a chart in the repository',
      {
        source: {
          repoURL: PLATFORM,
          path: 'kubernetes/services/shop',
          helm: { valueFiles: ['values-production.yaml'] },
        },
      },
      [COMMIT],
      COMMIT,
    ],
    [
      'a chart of a chart repository, with its values in it',
      {
        source: {
          repoURL: 'https://charts.example',
          chart: 'shop',
          targetRevision: '1.2.3',
          helm: { valuesObject: { image: 'x' } },
        },
      },
      ['1.2.3'],
      undefined,
    ],
    [
      'a chart, with its values in the repository',
      {
        sources: [
          {
            repoURL: 'https://charts.example',
            chart: 'shop',
            targetRevision: '1.2.3',
            helm: { valueFiles: [`$values/${OWN}/values.yaml`] },
          },
          values,
        ],
      },
      ['1.2.3', COMMIT],
      COMMIT,
    ],
    [
      'several sources',
      {
        sources: [
          { repoURL: 'https://git.example/acme/policies', path: 'shop' },
          { repoURL: PLATFORM, path: OWN },
        ],
      },
      [OTHER, COMMIT],
      COMMIT,
    ],
    [
      'manifests in a registry',
      {
        source: {
          repoURL: 'oci://git.example/acme/platform',
          path: OWN,
          targetRevision: '1.2.3',
        },
      },
      [DIGEST],
      undefined,
    ],
    [
      'a chart in a registry',
      {
        source: {
          repoURL: 'git.example/acme',
          chart: 'platform',
          targetRevision: '1.2.3',
        },
      },
      ['1.2.3'],
      undefined,
    ],
  ])('%s', (_layout, spec, revisions, revision) => {
    const record = laidOut(spec, revisions);
    const [production] = derive([record]);
    expect(production).toMatchObject({
      presence: 'present',
      sync: 'Synced',
      health: 'Healthy',
      release: { images: [{ tag: '1.0' }] },
      deployedAt: '2026-01-01T09:59:00Z',
    });
    expect(production.revision).toBe(revision);
    expect(production.comparedRevision).toBe(revision);
    expect(strays([record])).toEqual([]);
  });

  it('a source hydrator: the commit that people wrote, not the one that it made', () => {
    const record = laidOut(
      {
        sourceHydrator: {
          drySource: { repoURL: PLATFORM, path: OWN, targetRevision: 'main' },
          syncSource: { targetBranch: 'env/production', path: 'shop' },
        },
      },
      [OTHER],
      {
        status: {
          sourceHydrator: {
            lastSuccessfulOperation: { drySHA: COMMIT, hydratedSHA: OTHER },
          },
        },
      },
    );
    expect(derive([record])[0]).toMatchObject({
      presence: 'present',
      revision: COMMIT,
      comparedRevision: COMMIT,
    });
  });

  it('an ApplicationSet: its Applications are like any other', () => {
    const record = laidOut(
      { source: { repoURL: PLATFORM, path: OWN } },
      [COMMIT],
      {
        metadata: {
          ownerReferences: [
            {
              apiVersion: 'argoproj.io/v1alpha1',
              kind: 'ApplicationSet',
              name: 'shops',
              controller: true,
            },
          ],
        },
      },
    );
    expect(derive([record])[0]).toMatchObject({
      presence: 'present',
      revision: COMMIT,
    });
  });

  it('any namespace: found and linked where it is', () => {
    const record = laidOut(
      { source: { repoURL: PLATFORM, path: OWN } },
      [COMMIT],
      { metadata: { namespace: 'team-shop' } },
    );
    expect(derive([record])[0]).toMatchObject({
      presence: 'present',
      application: {
        name: 'shop-production',
        url: 'https://homelab.example/applications/team-shop/shop-production',
      },
    });
  });

  it('several clusters, of one Argo CD or of several: each environment has the one of its own', () => {
    const source = { repoURL: PLATFORM, path: OWN };
    const on = (name: string, cluster: string, argocd: string) =>
      laidOut(
        {
          source,
          destination: { name: cluster, namespace: 'shop-production' },
        },
        [COMMIT],
        { metadata: { name }, on: argocd },
      );
    const records = [
      on('shop-eu', 'eu', 'homelab'),
      on('shop-us', 'us', 'homelab'),
      on('shop-ap', 'ap', 'edge'),
    ];
    const instances = [
      instance('homelab', ['eu', 'us']),
      instance('edge', ['ap']),
    ];
    for (const [cluster, name, argocd] of [
      ['eu', 'shop-eu', 'homelab'],
      ['us', 'shop-us', 'homelab'],
      ['ap', 'shop-ap', 'edge'],
    ]) {
      const environments = [place('production', cluster)];
      expect(derive(records, environments, instances)[0]).toMatchObject({
        cluster,
        presence: 'present',
        instance: argocd,
        application: { name },
      });
      // The others are told as what they are, and taken for nothing else.
      expect(
        strays(records, environments, instances).map(each => [
          each.name,
          each.reason.code,
        ]),
      ).toEqual(
        records
          .filter(record => record.name !== name)
          .map(record => [record.name, 'DestinationDiffers']),
      );
    }
  });

  it('one per cluster, with environments named after them', () => {
    const environments = [
      place('production-eu', 'eu'),
      place('production-us', 'us'),
    ];
    const records = environments.map(({ name, cluster, namespace }) => {
      const base = application('shop', name);
      return toApplicationRecord('homelab', {
        ...base,
        spec: { ...base.spec, destination: { name: cluster, namespace } },
        status: {
          ...base.status,
          health: { status: cluster === 'eu' ? 'Healthy' : 'Degraded' },
        },
      })!;
    });
    expect(
      derive(records, environments).map(({ name, health }) => [name, health]),
    ).toEqual([
      ['production-eu', 'Healthy'],
      ['production-us', 'Degraded'],
    ]);
  });

  it('an Application of an environment that no manifest has is told as such', () => {
    const record = toApplicationRecord(
      'homelab',
      application('shop', 'preview'),
    )!;
    expect(strays([record])).toMatchObject([
      {
        name: 'shop-preview',
        environment: 'preview',
        reason: { code: 'EnvironmentNotDeclared' },
      },
    ]);
    expect(derive([record])[0].presence).toBe('unknown');
  });

  it('an environment without an Application is told as such: absent by proof only', () => {
    const proven: ArgocdInstance = {
      ...instance('homelab'),
      proof: () => ({
        kind: 'absent',
        key: { name: 'shop-production', project: 'team-product' },
        at: '2026-01-01T11:59:00.000Z',
      }),
    };
    expect(derive([], undefined, [proven])[0]).toMatchObject({
      presence: 'absent',
      sync: 'Unknown',
      health: 'Unknown',
      healthReason: { code: 'ApplicationMissing' },
    });
    expect(derive([])[0]).toMatchObject({
      presence: 'unknown',
      healthReason: { code: 'ApplicationUnknown' },
    });
  });
});
