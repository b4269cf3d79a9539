import type { ManifestEnvironment } from '@stonegarden/service-manifest';
import { application } from '../__testUtils__/application';
import { caseRecords } from '../__testUtils__/fixtures';
import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';
import type { ArgocdInstance } from '../argocd/readModel/ArgocdReadModel';
import { toApplicationRecord } from '../argocd/readModel/toApplicationRecord';
import { findApplication, instancesFor } from './findApplication';
import { findStrayApplications } from './findStrayApplications';

const place = (
  name: string,
  namespace: string,
  cluster = 'homelab',
): ManifestEnvironment => ({ name, cluster, namespace, autoSync: false });
const environments = [place('dev', 'shop-dev'), place('production', 'shop')];
const production = environments[1];
const instance: ArgocdInstance = {
  status: { name: 'homelab', reachable: true },
  dashboardUrl: 'https://argo.example',
};

function to(
  destination: ApplicationRecord['destination'],
  overrides: Partial<ApplicationRecord> = {},
): ApplicationRecord {
  const record = toApplicationRecord(
    'homelab',
    application('shop', 'production'),
  );
  return { ...record!, destination, ...overrides };
}

const found = (
  destination: ApplicationRecord['destination'],
  more: Partial<ArgocdInstance> = {},
  where = production,
) =>
  findApplication(where, [to(destination)], [{ ...instance, ...more }]) !==
  undefined;

describe('case 14-apps-any-namespace', () => {
  const strays = (records: ApplicationRecord[]) =>
    findStrayApplications(
      { name: 'shop', environments },
      { find: () => records, instances: [instance] },
    );

  it('finds the right one of three of the same name by its destination', () => {
    const records = caseRecords('14-apps-any-namespace/applications');
    expect(findApplication(production, records, [instance])).toMatchObject({
      namespace: 'team-a',
      images: ['ghcr.io/acme/shop:1.0'],
    });
    expect(strays(records)).toEqual([
      {
        name: 'shop',
        instance: 'homelab',
        environment: 'production',
        destination: 'homelab/shop-b',
        url: 'https://argo.example/applications/team-b/shop',
        reason: expect.objectContaining({
          code: 'DestinationDiffers',
          message:
            'It names production, but deploys to homelab/shop-b instead of homelab/shop.',
        }),
      },
    ]);
  });

  it('takes no preview for production, also when it is the only one', () => {
    const records = caseRecords(
      '14-apps-any-namespace/applications-preview-only',
    );
    expect(findApplication(production, records, [instance])).toBeUndefined();
    expect(strays(records)).toMatchObject([
      { name: 'shop-pr-12', destination: 'homelab/shop-pr-12' },
    ]);
  });

  it('does not guess between clusters that are named by addresses it does not know', () => {
    const records = caseRecords('14-apps-any-namespace/applications-strangers');
    const known = { ...instance, clusters: ['homelab'] };
    for (const each of [instance, known]) {
      expect(findApplication(production, records, [each])).toBeUndefined();
    }
    expect(strays(records).map(({ name }) => name)).toEqual([
      'shop-eu',
      'shop-us',
    ]);
    expect(JSON.stringify(strays(records))).not.toContain('eu.example');
    const servers = { 'https://eu.example': 'homelab' };
    expect(
      findApplication(production, records, [{ ...instance, servers }])?.name,
    ).toBe('shop-eu');
  });
});

describe('findApplication', () => {
  it.each([
    [{ name: 'homelab', namespace: 'shop' }, true],
    [{ namespace: 'shop' }, true],
    [{ name: 'homelab' }, true],
    [{}, true],
    [{ name: 'moon', namespace: 'shop' }, false],
    [{ name: 'homelab', namespace: 'shop-pr-12' }, false],
    [{ namespace: 'shop-pr-12' }, false],
    [{ server: 'https://moon.example', namespace: 'shop' }, false],
    [{ server: 'https://kubernetes.default.svc', namespace: 'shop' }, false],
  ])('of a destination %j: %s', (destination, expected) => {
    expect(found(destination)).toBe(expected);
  });

  it('takes the single cluster of an instance for the one that its Applications reach by any address', () => {
    const clusters = ['homelab'];
    for (const server of [
      'https://kubernetes.default.svc',
      'https://10.0.0.7:6443',
    ]) {
      expect(found({ server, namespace: 'shop' }, { clusters })).toBe(true);
    }
    expect(found({ name: 'in-cluster', namespace: 'shop' }, { clusters })).toBe(
      true,
    );
    expect(found({ name: 'moon', namespace: 'shop' }, { clusters })).toBe(
      false,
    );
    expect(
      found(
        { name: 'in-cluster', namespace: 'shop' },
        { clusters: ['homelab', 'moon'] },
      ),
    ).toBe(false);
  });

  it.each([
    [undefined, true],
    [['homelab'], true],
    [['in-cluster', 'homelab'], true],
    [['homelab', 'moon'], false],
  ])(
    'means the cluster of Argo CD itself where a service names none, with clusters %j: %s',
    (clusters, expected) => {
      const own = place('production', 'shop', 'in-cluster');
      expect(
        instancesFor('in-cluster', [{ ...instance, clusters }]),
      ).toHaveLength(expected ? 1 : 0);
      for (const destination of [
        { name: 'in-cluster', namespace: 'shop' },
        { server: 'https://kubernetes.default.svc', namespace: 'shop' },
        { server: 'https://kubernetes.default.svc/', namespace: 'shop' },
      ]) {
        expect(found(destination, { clusters }, own)).toBe(expected);
      }
      expect(
        found({ name: 'moon', namespace: 'shop' }, { clusters }, own),
      ).toBe(false);
    },
  );

  it('prefers what is seen now, then what states most', () => {
    const best = to({ name: 'homelab', namespace: 'shop' }, { name: 'b' });
    const vague = to({}, { name: 'a' });
    const gone = to({ name: 'homelab', namespace: 'shop' }, { hidden: {} });
    const elsewhere = to(
      { name: 'homelab', namespace: 'shop' },
      { instance: 'silent' },
    );
    const silent: ArgocdInstance = {
      status: { name: 'silent', reachable: false },
    };
    const chosen = (...records: ApplicationRecord[]) =>
      findApplication(production, records, [silent, instance]);
    expect(chosen(vague, best)).toBe(best);
    expect(chosen(gone, vague)).toBe(vague);
    expect(chosen(elsewhere, vague)).toBe(vague);
    expect(chosen(elsewhere)).toBe(elsewhere);
  });

  it('lists what names an environment that is not declared, and one of two of the same place', () => {
    const one = to({ name: 'homelab', namespace: 'shop' }, { name: 'a' });
    const two = to({ name: 'homelab', namespace: 'shop' }, { name: 'b' });
    const preview = to({ namespace: 'x' }, { environment: 'preview' });
    expect(
      findStrayApplications(
        { name: 'shop', environments },
        { find: () => [two, one, preview], instances: [instance] },
      ),
    ).toMatchObject([
      {
        name: 'b',
        reason: { code: 'SeveralApplications', params: { application: 'a' } },
      },
      { environment: 'preview', reason: { code: 'EnvironmentNotDeclared' } },
    ]);
  });
});
