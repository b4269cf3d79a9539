import { argocdClient, stateOf } from '../__testUtils__/argocdClient';
import {
  manifestText,
  overlayText,
  serviceFiles,
} from '../__testUtils__/smallSeed';
import { REPO, proposeFiles, testSandbox } from '../__testUtils__/testSandbox';

const WEB = 'kubernetes/services/web';
const DEV = `${WEB}/environments/dev/kustomization.yaml`;

describe('ApplicationController', () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;
  let argocd: ReturnType<typeof argocdClient>;

  beforeEach(async () => {
    sandbox = await testSandbox();
    argocd = argocdClient(sandbox.argocdUrl);
  });
  afterEach(() => sandbox.stop());

  let count = 0;
  const merge = async (files: Record<string, string>): Promise<string> => {
    count += 1;
    const { number } = await proposeFiles(
      sandbox.octokit,
      `change-${count}`,
      files,
    );
    const { data } = await sandbox.octokit.pulls.merge({
      ...REPO,
      pull_number: number,
    });
    return data.sha;
  };
  /** Removes files by a commit on main. */
  const remove = async (paths: string[]) => {
    const { octokit } = sandbox;
    const { data: main } = await octokit.repos.getBranch({
      ...REPO,
      branch: 'main',
    });
    const tree = await octokit.git.createTree({
      ...REPO,
      base_tree: main.commit.sha,
      tree: paths.map(path => ({ path, mode: '100644' as const, sha: null })),
    });
    const commit = await octokit.git.createCommit({
      ...REPO,
      message: 'Remove',
      tree: tree.data.sha,
      parents: [main.commit.sha],
    });
    await octokit.git.updateRef({
      ...REPO,
      ref: 'heads/main',
      sha: commit.data.sha,
    });
  };

  it('syncs by itself what changed, and only moves the revision of the others', async () => {
    const before = await argocd.get('web-production');
    const sha = await merge({
      [DEV]: overlayText('ghcr.io/acme/web', '2.0.0'),
    });
    const { status } = await argocd.waitUntil(
      'web-dev',
      'healthy on 2.0.0',
      app =>
        stateOf(app) === 'Synced/Healthy' && app.status.history?.length === 2,
    );
    expect(status.history?.at(-1)).toMatchObject({
      id: 1,
      revision: sha,
      initiatedBy: { automated: true },
    });
    expect(status.operationState).toMatchObject({
      phase: 'Succeeded',
      operation: { initiatedBy: { automated: true } },
      syncResult: { revision: sha },
    });
    const production = await argocd.get('web-production');
    expect(production.status.sync).toMatchObject({
      status: 'Synced',
      revision: sha,
    });
    expect(production.status.history).toEqual(before.status.history);
    expect(production.status.health).toEqual(before.status.health);
  });

  it('passes through OutOfSync, Running and Progressing', async () => {
    const seen: string[] = [];
    const response = await fetch(
      `${sandbox.argocdUrl}/api/v1/stream/applications?name=web-dev`,
      {
        headers: { Authorization: 'Bearer test-token' },
      },
    );
    const reading = (async () => {
      for await (const chunk of response.body ?? []) {
        for (const line of Buffer.from(chunk)
          .toString()
          .split('\n')
          .filter(Boolean)) {
          const { application } = JSON.parse(line).result;
          seen.push(
            `${stateOf(application)}/${
              application.status.operationState?.phase ?? 'asked'
            }`,
          );
        }
      }
    })().catch(() => {});
    await merge({ [DEV]: overlayText('ghcr.io/acme/web', '2.0.0') });
    await argocd.waitUntil(
      'web-dev',
      'done',
      app =>
        stateOf(app) === 'Synced/Healthy' && app.status.history?.length === 2,
    );
    await sandbox.stopOnly();
    await reading;
    expect([...new Set(seen)]).toEqual([
      'Synced/Healthy/Succeeded',
      'OutOfSync/Healthy/Succeeded',
      'OutOfSync/Healthy/asked',
      'OutOfSync/Healthy/Running',
      // Applied, and not ended yet: as recorded.
      'Synced/Progressing/Running',
      'Synced/Progressing/Succeeded',
    ]);
    expect(seen.at(-1)).toBe('Synced/Healthy/Succeeded');
  });

  it('ends Degraded on a broken image, and recovers', async () => {
    await merge({ [DEV]: overlayText('ghcr.io/acme/web', '2.0.0-broken') });
    const broken = await argocd.waitUntil(
      'web-dev',
      'degraded',
      app => app.status.health.status === 'Degraded',
    );
    expect(broken.status.health.message).toBe(
      'Caused by apps/Deployment:web-dev/web',
    );
    const tree = await argocd.call('applications/web-dev/resource-tree');
    expect(tree.body.nodes).toMatchObject([
      {
        kind: 'Deployment',
        health: { message: 'Deployment "web" exceeded its progress deadline' },
      },
      { kind: 'ReplicaSet', parentRefs: [{ kind: 'Deployment', name: 'web' }] },
      {
        kind: 'Pod',
        images: ['ghcr.io/acme/web:2.0.0-broken'],
        health: {
          status: 'Degraded',
          message:
            'Back-off pulling image "ghcr.io/acme/web:2.0.0-broken": manifest unknown',
        },
      },
      { kind: 'ReplicaSet' },
      { kind: 'Pod', images: ['ghcr.io/acme/web:1.1.0'] },
    ]);
    expect(broken.status.sync.status).toBe('Synced');
    expect(broken.status.summary.images).toEqual([
      'ghcr.io/acme/web:1.1.0',
      'ghcr.io/acme/web:2.0.0-broken',
    ]);
    await merge({ [DEV]: overlayText('ghcr.io/acme/web', '2.0.1') });
    const well = await argocd.waitUntil(
      'web-dev',
      'healthy',
      app => stateOf(app) === 'Synced/Healthy',
    );
    expect(well.status.health.message).toBeUndefined();
    expect(well.status.summary.images).toEqual(['ghcr.io/acme/web:2.0.1']);
  });

  it('never gets Synced what the API server completes, heals it again and again, and deploys each commit', async () => {
    const statefulSet = (template: string) => ({
      [`${WEB}/environments/base/deployment.yaml`]: `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          image: ghcr.io/acme/web
  volumeClaimTemplates:
    - ${template}metadata:
        name: data
`,
    });
    const first = await merge(statefulSet(''));
    const healed = await argocd.waitUntil(
      'web-dev',
      'healed twice',
      ({ status }) =>
        status.operationState?.operation.sync.autoHealAttemptsCount === 2 &&
        status.operationState.phase === 'Succeeded',
    );
    expect(stateOf(healed)).toBe('OutOfSync/Healthy');
    expect(healed.status.history?.map(({ revision }) => revision)).toEqual([
      expect.any(String),
      first,
    ]);
    // As in the recording get-statefulset-never-synced
    expect(healed.status.operationState).toMatchObject({
      operation: {
        sync: {
          revision: first,
          prune: true,
          resources: [{ group: 'apps', kind: 'StatefulSet', name: 'web' }],
        },
        initiatedBy: { automated: true },
      },
      message: 'successfully synced (all tasks run)',
      syncResult: { revision: first },
    });

    const second = await merge({ 'README.md': 'About something else\n' });
    const deployed = await argocd.waitUntil(
      'web-dev',
      'deployed again',
      ({ status }) => status.history?.length === 3,
    );
    expect(deployed.status.history?.at(-1)?.revision).toBe(second);

    await merge(
      statefulSet('apiVersion: v1\n      kind: PersistentVolumeClaim\n      '),
    );
    await argocd.waitUntil(
      'web-dev',
      'synced at last',
      app => stateOf(app) === 'Synced/Healthy',
    );
  }, 60_000);

  it('keeps the last state with an error where an overlay cannot be rendered', async () => {
    await merge({ [DEV]: 'resources:\n  - nope.yaml\n' });
    const { status } = await argocd.waitUntil(
      'web-dev',
      'in error',
      app => app.status.sync.status === 'Unknown',
    );
    expect(status.conditions).toMatchObject([
      {
        type: 'ComparisonError',
        message: expect.stringContaining(
          'nope.yaml: no such file or directory',
        ),
      },
    ]);
    expect(status.health.status).toBe('Healthy');
    expect(status.summary.images).toEqual(['ghcr.io/acme/web:1.1.0']);
    await argocd.post('applications/web-dev/sync');
    const failed = await argocd.waitUntil(
      'web-dev',
      'failed',
      app => app.status.operationState?.phase === 'Error',
    );
    expect(failed.status.operationState?.message).toContain('ComparisonError');
    await merge({ [DEV]: overlayText('ghcr.io/acme/web', '2.0.0') });
    const healed = await argocd.waitUntil(
      'web-dev',
      'healed',
      app => stateOf(app) === 'Synced/Healthy',
    );
    expect(healed.status.conditions).toBeUndefined();
  });

  it('makes applications of a new service: dev by itself, production waits', async () => {
    await merge(
      serviceFiles('kubernetes/services/news', 'news', {
        dev: '0.1.0',
        production: '0.1.0',
      }),
    );
    const production = await argocd.get('news-production');
    expect(stateOf(production)).toBe('OutOfSync/Missing');
    expect(production.status.summary.images).toBeUndefined();
    const dev = await argocd.waitUntil(
      'news-dev',
      'healthy',
      app => stateOf(app) === 'Synced/Healthy',
    );
    expect(dev.status.history).toMatchObject([{ id: 0 }]);
    expect(stateOf(await argocd.get('news-production'))).toBe(
      'OutOfSync/Missing',
    );
  });

  it('removes applications of a service that is gone, and keeps those of a broken manifest', async () => {
    await merge({
      [`${WEB}/service.yaml`]: manifestText('web').replace('team:', 'tem:'),
    });
    expect(stateOf(await argocd.get('web-dev'))).toBe('Synced/Healthy');
    await remove([`${WEB}/service.yaml`]);
    expect((await argocd.call('applications/web-dev')).status).toBe(403);
    expect((await argocd.call('applications/queue-production')).status).toBe(
      200,
    );
  });

  it('keeps applications of a service that is gone where its ApplicationSet only creates and updates', async () => {
    const set = (policy: string) => ({
      'kubernetes/bootstrap/services.yaml': `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata:
  name: services
spec:
  syncPolicy:
    applicationsSync: ${policy}
  generators:
    - matrix:
        generators:
          - git:
              files:
                - path: kubernetes/services/*/service.yaml
                - path: kubernetes/services/*/*/service.yaml
                  exclude: true
          - list: {}
`,
    });
    await merge(set('create-update'));
    await remove([`${WEB}/service.yaml`, DEV]);
    const { status } = await argocd.get('web-dev');
    expect(status.sync.status).toBe('Unknown');
    expect(status.health.status).toBe('Healthy');
    expect(status.conditions).toMatchObject([{ type: 'ComparisonError' }]);
    expect(stateOf(await argocd.get('web-production'))).toBe('Synced/Healthy');
    // This one is in no set.
    await remove(['kubernetes/platform/messaging/queue/service.yaml']);
    expect((await argocd.call('applications/queue-production')).status).toBe(
      403,
    );

    await merge(set('sync'));
    expect((await argocd.call('applications/web-dev')).status).toBe(403);
  });

  it('syncs by itself once autoSync is switched on', async () => {
    const manifest = manifestText('web').replace(
      /autoSync: false/,
      'autoSync: true',
    );
    await merge({
      [`${WEB}/service.yaml`]: manifest,
      [`${WEB}/environments/production/kustomization.yaml`]: overlayText(
        'ghcr.io/acme/web',
        '3.0.0',
      ),
    });
    const { status } = await argocd.waitUntil(
      'web-production',
      'on 3.0.0',
      app =>
        stateOf(app) === 'Synced/Healthy' && app.status.history?.length === 2,
    );
    expect(status.summary.images).toEqual(['ghcr.io/acme/web:3.0.0']);
  });

  it('takes up what was under way at a restart', async () => {
    const slow = await testSandbox({ speed: 1 });
    const before = argocdClient(slow.argocdUrl);
    await before.post('applications/web-production/sync');
    await before.waitUntil(
      'web-production',
      'syncing',
      ({ status }) => status.operationState?.phase === 'Running',
    );
    await slow.stopOnly();
    const again = await slow.restart();
    const after = argocdClient(again.argocdUrl);
    const { status } = await after.waitUntil(
      'web-production',
      'done',
      app => app.status.operationState?.phase === 'Succeeded',
    );
    expect(status.history).toHaveLength(2);
    await again.stop();
    await slow.stop();
  });
});
