import { argocdClient, stateOf } from '../__testUtils__/argocdClient';
import { recording } from '../__testUtils__/recording';
import { SMALL_SEED, overlayText } from '../__testUtils__/smallSeed';
import { REPO, proposeFiles, testSandbox } from '../__testUtils__/testSandbox';
import type { Application } from './Application';

const BASE = 'kubernetes/services/web/environments/base';
const PRODUCTION = 'kubernetes/services/web/environments/production';

function config(name: string, value: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  a: "${value}"\n`;
}

const DEPLOYMENT = { group: 'apps', kind: 'Deployment', name: 'web' };
const SETTINGS = { kind: 'ConfigMap', name: 'settings' };

describe('a sync of some resources', () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;
  let argocd: ReturnType<typeof argocdClient>;

  beforeEach(async () => {
    sandbox = await testSandbox({
      files: {
        ...SMALL_SEED,
        [`${BASE}/kustomization.yaml`]:
          'resources:\n  - deployment.yaml\n  - settings.yaml\n  - old.yaml\n  - older.yaml\n',
        [`${BASE}/settings.yaml`]: config('settings', '1'),
        [`${BASE}/old.yaml`]: config('old', '1'),
        [`${BASE}/older.yaml`]: config('older', '1'),
      },
    });
    argocd = argocdClient(sandbox.argocdUrl);
    const { number } = await proposeFiles(sandbox.octokit, 'changes', {
      [`${BASE}/settings.yaml`]: config('settings', '2'),
      [`${BASE}/kustomization.yaml`]:
        'resources:\n  - deployment.yaml\n  - settings.yaml\n',
      [`${PRODUCTION}/kustomization.yaml`]: overlayText(
        'ghcr.io/acme/web',
        '2.0.0',
      ),
    });
    await sandbox.octokit.pulls.merge({ ...REPO, pull_number: number });
  });
  afterEach(() => sandbox.stop());

  /** Syncs, and waits until it has ended and the workload has settled. */
  async function sync(body: {
    resources?: object[];
    prune?: boolean;
  }): Promise<Application> {
    await argocd.post('applications/web-production/sync', body);
    return argocd.waitUntil(
      'web-production',
      'done',
      ({ operation, status }) =>
        operation === undefined &&
        status.operationState?.phase === 'Succeeded' &&
        status.health.status === 'Healthy',
    );
  }
  const states = ({ status }: Application) =>
    Object.fromEntries(
      (status.resources ?? []).map(({ name, status: state }) => [name, state]),
    );
  const outcomes = ({ status }: Application) =>
    Object.fromEntries(
      (status.operationState?.syncResult?.resources ?? []).map(each => [
        each.name,
        each.status,
      ]),
    );

  it('applies those alone, is not a deployment, and leaves the rest different', async () => {
    const one = await sync({ resources: [SETTINGS] });
    expect(states(one)).toEqual({
      web: 'OutOfSync',
      settings: 'Synced',
      old: 'OutOfSync',
      older: 'OutOfSync',
    });
    expect(stateOf(one)).toBe('OutOfSync/Healthy');
    expect(outcomes(one)).toEqual({ settings: 'Synced' });
    expect(one.status.summary.images).toEqual(['ghcr.io/acme/web:1.0.0']);
    expect(one.status.history).toHaveLength(1);

    const two = await sync({ resources: [DEPLOYMENT] });
    expect(states(two)).toMatchObject({ web: 'Synced', settings: 'Synced' });
    expect(two.status.summary.images).toEqual(['ghcr.io/acme/web:2.0.0']);
    expect(two.status.history).toEqual(one.status.history);
    const { body } = await argocd.call(
      'applications/web-production/resource-tree',
    );
    expect(
      body.nodes.find(({ kind }: { kind: string }) => kind === 'Pod').images,
    ).toEqual(['ghcr.io/acme/web:2.0.0']);
  });

  it('prunes exactly those that it names, and only when it may prune', async () => {
    const old = { kind: 'ConfigMap', name: 'old' };
    const skipped = await sync({ resources: [old] });
    expect(outcomes(skipped)).toEqual({ old: 'PruneSkipped' });
    expect(states(skipped)).toHaveProperty('old');

    const pruned = await sync({ prune: true, resources: [old] });
    expect(outcomes(pruned)).toEqual({ old: 'Pruned' });
    expect(states(pruned)).toEqual({
      web: 'OutOfSync',
      settings: 'OutOfSync',
      older: 'OutOfSync',
    });
    expect(pruned.status.history).toHaveLength(1);
  });

  it('is Synced once each part was synced, as the comparison says', async () => {
    await sync({ resources: [DEPLOYMENT, SETTINGS] });
    const all = await sync({
      prune: true,
      resources: [
        { kind: 'ConfigMap', name: 'old' },
        { kind: 'ConfigMap', name: 'older', namespace: 'web-production' },
      ],
    });
    expect(stateOf(all)).toBe('Synced/Healthy');
    expect(all.status.history).toHaveLength(1);
  });

  it('takes nothing whose group or namespace is another', async () => {
    const none = await sync({
      resources: [
        { ...DEPLOYMENT, group: '' },
        { ...SETTINGS, namespace: 'elsewhere' },
      ],
    });
    expect(outcomes(none)).toEqual({});
    expect(none.status.operationState?.message).toBe(
      'successfully synced (no more tasks)',
    );
    expect(states(none)).toMatchObject({
      web: 'OutOfSync',
      settings: 'OutOfSync',
    });
  });

  it('reports each resource as in the recording', async () => {
    const real = recording('get-after-partial-sync').status;
    const { status } = await sync({ resources: [SETTINGS] });
    const [result] = status.operationState?.syncResult?.resources ?? [];
    const [recorded] = real.operationState?.syncResult?.resources ?? [];
    expect(Object.keys(result).sort()).toEqual(Object.keys(recorded).sort());
    expect(result).toEqual({
      ...recorded,
      kind: 'ConfigMap',
      name: 'settings',
      namespace: 'web-production',
      message: recorded.message.replace(
        /^service\/audiobookshelf/,
        'configmap/settings',
      ),
    });
  });
});
