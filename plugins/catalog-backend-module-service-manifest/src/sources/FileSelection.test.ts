import {
  environmentsOf,
  FileSelection,
  serviceFolderOf,
} from './FileSelection';

describe('FileSelection', () => {
  const all = new FileSelection({ folder: 'k8s', include: [], exclude: [] });

  it.each([
    ['k8s/services/a/service.yaml', 'manifest'],
    ['k8s/service.yaml', 'manifest'],
    ['k8s/services\\a\\service.yaml', 'manifest'],
    ['k8s/services/a/my-service.yaml', undefined],
    ['elsewhere/services/a/service.yaml', undefined],
    ['k8s2/service.yaml', undefined],
    ['k8s/bootstrap/teams.yaml', 'team'],
    ['k8s/x/bootstrap/teams.yaml', undefined],
    ['k8s/teams/sre/rbac.yaml', 'team'],
    ['k8s/teams/sre/deep/er.yaml', undefined],
    ['k8s/services/a/environments/dev/kustomization.yaml', 'service'],
    ['k8s/services/a/environments/base/pvc.yaml', 'service'],
    ['k8s/services/a/environments/dev/patches/pvc.yaml', 'service'],
    ['k8s/services/a/environments/dev/notes/pvc.md', undefined],
    ['k8s/services/a/monitoring/alerts.yaml', 'service'],
    ['k8s/services/a/kustomization.yaml', undefined],
    ['k8s/services/a/values-production.yaml', 'service'],
    ['k8s/services/a/values/production.yaml', 'service'],
    ['k8s/services/a/chart/values.yaml', 'service'],
    ['k8s/services/a/Chart.yaml', 'service'],
    ['k8s/services/a/templates/deployment.yaml', undefined],
    ['k8s/services/a/README.md', undefined],
  ])('takes %s for %s', (path, role) => {
    expect(all.roleOf(path)).toBe(role);
  });

  it('has globs for manifests', () => {
    const some = new FileSelection({
      folder: 'k8s',
      include: ['{services,platform}/**'],
      exclude: ['**/archived/**', 'services/a*/**'],
    });
    const isManifest = (below: string) =>
      some.roleOf(`k8s/${below}/service.yaml`) === 'manifest';
    expect(isManifest('services/b')).toBe(true);
    expect(isManifest('platform/.data/db')).toBe(true);
    expect(isManifest('infra/dns')).toBe(false);
    expect(isManifest('services/abacus')).toBe(false);
    expect(isManifest('platform/archived/db')).toBe(false);
    expect(some.roleOf('k8s/bootstrap/teams.yaml')).toBe('team');
  });

  it('knows the folder of a service by its files', () => {
    expect(serviceFolderOf('k8s/a/service.yaml')).toBe('k8s/a');
    expect(serviceFolderOf('service.yaml')).toBe('');
    for (const below of [
      'environments/dev/kustomization.yaml',
      'environments/dev/values.yaml',
      'values-dev.yaml',
      'values/dev.yaml',
      'chart/values.yaml',
      'applications/dev.yaml',
    ]) {
      expect(serviceFolderOf(`k8s/a/${below}`)).toBe('k8s/a');
    }
  });

  it('knows environments by what lies in them', () => {
    expect(environmentsOf('k8s/a/environments/dev/deep/x.yaml')).toEqual([
      ['k8s/a', 'dev'],
    ]);
    expect(environmentsOf('environments/dev/x')).toEqual([['', 'dev']]);
    expect(environmentsOf('k8s/a/environments/README.md')).toEqual([]);
  });
});
