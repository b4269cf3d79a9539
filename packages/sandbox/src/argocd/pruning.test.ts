import { argocdClient, stateOf } from '../__testUtils__/argocdClient';
import { SMALL_SEED, overlayText } from '../__testUtils__/smallSeed';
import { REPO, proposeFiles, testSandbox } from '../__testUtils__/testSandbox';

const BASE = 'kubernetes/services/web/environments/base';
const CONFIG = {
  version: 'v1',
  kind: 'ConfigMap',
  namespace: 'web-production',
  name: 'web-old',
};

describe('what Git has no longer', () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;
  let argocd: ReturnType<typeof argocdClient>;

  beforeEach(async () => {
    sandbox = await testSandbox({
      files: {
        ...SMALL_SEED,
        [`${BASE}/kustomization.yaml`]:
          'resources:\n  - deployment.yaml\n  - config.yaml\n',
        [`${BASE}/config.yaml`]:
          'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web-old\n',
      },
    });
    argocd = argocdClient(sandbox.argocdUrl);
    const { number } = await proposeFiles(sandbox.octokit, 'no-config', {
      [`${BASE}/kustomization.yaml`]: 'resources:\n  - deployment.yaml\n',
      'kubernetes/services/web/environments/production/kustomization.yaml':
        overlayText('ghcr.io/acme/web', '2.0.0'),
    });
    await sandbox.octokit.pulls.merge({ ...REPO, pull_number: number });
  });
  afterEach(() => sandbox.stop());

  const entries = (count: number) =>
    argocd.waitUntil(
      'web-production',
      'deployed and healthy',
      ({ status }) =>
        status.history?.length === count && status.health.status === 'Healthy',
    );
  const kinds = async () => {
    const { body } = await argocd.call(
      'applications/web-production/resource-tree',
    );
    return body.nodes.map(({ kind }: { kind: string }) => kind);
  };

  it('is listed, stays after a sync without prune, and goes with one that prunes', async () => {
    const before = await argocd.get('web-production');
    expect(before.status.resources).toEqual([
      expect.objectContaining({
        group: 'apps',
        kind: 'Deployment',
        status: 'OutOfSync',
      }),
      { ...CONFIG, status: 'OutOfSync', requiresPruning: true },
    ]);

    await argocd.post('applications/web-production/sync');
    const kept = await entries(2);
    expect(stateOf(kept)).toBe('OutOfSync/Healthy');
    expect(kept.status.operationState?.phase).toBe('Succeeded');
    expect(kept.status.resources).toEqual([
      expect.objectContaining({ kind: 'Deployment', status: 'Synced' }),
      { ...CONFIG, status: 'OutOfSync', requiresPruning: true },
    ]);
    expect(kept.status.operationState?.syncResult?.resources).toContainEqual(
      expect.objectContaining({ name: 'web-old', status: 'PruneSkipped' }),
    );
    expect(await kinds()).toContain('ConfigMap');

    await argocd.post('applications/web-production/sync', { prune: true });
    const gone = await entries(3);
    expect(stateOf(gone)).toBe('Synced/Healthy');
    expect(gone.status.resources).toEqual([
      expect.objectContaining({ kind: 'Deployment', status: 'Synced' }),
    ]);
    // As in the recording get-requires-pruning
    expect(gone.status.operationState?.syncResult?.resources).toContainEqual(
      expect.objectContaining({
        name: 'web-old',
        status: 'Pruned',
        message: 'pruned',
      }),
    );
    expect(await kinds()).not.toContain('ConfigMap');
  });

  it('goes with a sync of that resource alone, which is not a deployment', async () => {
    await argocd.post('applications/web-production/sync');
    await entries(2);
    await argocd.post('applications/web-production/sync', {
      prune: true,
      resources: [{ kind: 'ConfigMap', name: 'web-old' }],
    });
    const { status } = await argocd.waitUntil(
      'web-production',
      'synced',
      app => app.status.sync.status === 'Synced',
    );
    expect(status.history).toHaveLength(2);
  });

  it('goes by itself where syncs are automated', async () => {
    const { status } = await argocd.waitUntil(
      'web-dev',
      'synced',
      app =>
        stateOf(app) === 'Synced/Healthy' && app.status.history?.length === 2,
    );
    expect(status.resources).toHaveLength(1);
  });
});
