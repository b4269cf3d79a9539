import { SnapshotReader } from '../git/Snapshot';
import { manifestText } from '../__testUtils__/smallSeed';
import { testRepository } from '../__testUtils__/testRepository';
import { deriveApplications } from './deriveApplications';

async function derive(files: Record<string, string>) {
  const { repository, remove } = await testRepository(files);
  const reader = new SnapshotReader(repository, path => path.endsWith('.yaml'));
  const snapshot = await reader.open(await repository.resolveCommit('main'));
  await remove();
  return deriveApplications(snapshot, {
    repoURL: 'http://git/x.git',
    branch: 'main',
  });
}

describe('deriveApplications', () => {
  it('makes one application per service and environment', async () => {
    const { applications } = await derive({
      'kubernetes/services/web/service.yaml': manifestText('web'),
    });
    expect(applications.map(({ name }) => name)).toEqual([
      'web-dev',
      'web-production',
    ]);
    const retry = {
      limit: 3,
      backoff: { duration: '5s', factor: 2, maxDuration: '3m' },
    };
    expect(applications[0]).toEqual({
      name: 'web-dev',
      manifestPath: 'kubernetes/services/web/service.yaml',
      labels: {
        'platform.stonegarden.dev/service': 'web',
        'platform.stonegarden.dev/environment': 'dev',
        'platform.stonegarden.dev/team': 'product',
      },
      spec: {
        project: 'team-product',
        source: {
          repoURL: 'http://git/x.git',
          path: 'kubernetes/services/web/environments/dev',
          targetRevision: 'main',
        },
        destination: { name: 'homelab', namespace: 'web-dev' },
        syncPolicy: {
          automated: { prune: true, selfHeal: true },
          syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'],
          retry,
        },
      },
    });
    expect(applications[1].spec.syncPolicy).toEqual({
      syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'],
      retry,
    });
  });

  it('passes Kubernetes Services over, names broken manifests, and takes the first of two', async () => {
    const { applications, brokenManifests } = await derive({
      'kubernetes/services/a/service.yaml': manifestText('same', {
        environments: ['dev'],
      }),
      'kubernetes/services/b/service.yaml': manifestText('same', {
        environments: ['dev', 'production'],
      }),
      'kubernetes/services/c/service.yaml': manifestText('c').replace(
        'team:',
        'tem:',
      ),
      'kubernetes/services/a/base/service.yaml':
        'apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n',
    });
    expect(
      applications.map(({ name, manifestPath }) => [name, manifestPath]),
    ).toEqual([['same-dev', 'kubernetes/services/a/service.yaml']]);
    expect([...brokenManifests]).toEqual([
      'kubernetes/services/c/service.yaml',
    ]);
  });
});
