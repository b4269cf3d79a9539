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
  ])('takes %s', path => {
    expect(isServiceFolderFile(path)).toBe(true);
  });

  it.each([
    'service.yaml',
    'kustomization.yaml',
    'monitoring/kustomization.yaml',
    'environments/kustomization.yaml',
    'environments/dev/deeper/kustomization.yaml',
    'environments/base/svc.yaml',
    'environments/base/networkpolicy.yaml',
    'environments/base/pvc.json',
    'environments/base/deployments/one.yaml',
    'docs/environments/dev/kustomization.yaml',
    'environments/base/storageless.yaml',
  ])('passes over %s', path => {
    expect(isServiceFolderFile(path)).toBe(false);
  });
});
