import { isServiceFolderFile } from './isServiceFolderFile';

describe('isServiceFolderFile', () => {
  it.each([
    'environments/dev/kustomization.yaml',
    'environments/base/kustomization.yml',
    'environments/production/Kustomization',
    'environments/base/pvc.yaml',
    'environments/base/shop-pvc.yaml',
    'environments/base/pvc-data.yml',
    'environments/base/persistentvolumeclaim.yaml',
    'environments/base/volume-claims.yaml',
    'environments/base/statefulset.yaml',
    'environments/base/deployment.yaml',
    'environments/canary/rollout.yaml',
    'environments/base/svc.yaml',
    'monitoring/kustomization.yaml',
    'monitoring/rules/alerts.yaml',
    'environments/base/networkpolicy.yaml',
    'environments/base/deployments/one.yaml',
    'environments/components/debug/kustomization.yaml',
    'environments/components/debug/Kustomization',
    'Chart.yaml',
    'values.yaml',
    'values-production.yaml',
    'values.production.yaml',
    'values/production.yaml',
    'chart/Chart.yaml',
    'chart/values.yaml',
    'application-production.yaml',
    'applications/production.yaml',
    'applicationset.yaml',
    'environments/production/values.yaml',
  ])('takes %s', path => {
    expect(isServiceFolderFile(path)).toBe(true);
  });

  it.each([
    'service.yaml',
    'kustomization.yaml',
    'environments/kustomization.yaml',
    'environments/dev.yaml',
    'monitoring.yaml',
    'valuesets.yaml',
    'chart/templates/deployment.yaml',
    'templates/values.yaml',
    'README.md',
    'monitoring/dashboard.json',
    'environments/base/pvc.json',
    'environments/base/README.md',
    'docs/environments/dev/kustomization.yaml',
  ])('passes over %s', path => {
    expect(isServiceFolderFile(path)).toBe(false);
  });
});
