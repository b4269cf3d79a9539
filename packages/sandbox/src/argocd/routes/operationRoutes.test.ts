import { argocdClient } from '../../__testUtils__/argocdClient';
import { overlayText } from '../../__testUtils__/smallSeed';
import {
  REPO,
  proposeFiles,
  testSandbox,
} from '../../__testUtils__/testSandbox';

const PRODUCTION =
  'kubernetes/services/web/environments/production/kustomization.yaml';

describe('operationRoutes', () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;
  let argocd: ReturnType<typeof argocdClient>;

  beforeEach(async () => {
    sandbox = await testSandbox();
    argocd = argocdClient(sandbox.argocdUrl);
  });
  afterEach(() => sandbox.stop());

  it('run, and leave an entry in the history', async () => {
    const started = await argocd.post('applications/web-production/sync', {
      prune: true,
    });
    expect(started).toMatchObject({
      status: 200,
      body: {
        operation: {
          sync: { prune: true },
          initiatedBy: { username: 'portal' },
        },
      },
    });
    expect(started.body.status).not.toHaveProperty('operationState');
    const done = await argocd.waitUntil(
      'web-production',
      'synced',
      ({ status }) => status.operationState?.phase === 'Succeeded',
    );
    expect(done.operation).toBeUndefined();
    expect(done.status.history).toHaveLength(2);
  });

  it('run one at a time', async () => {
    // So slow that the first one certainly still runs when the second is asked for.
    const slow = await testSandbox({ speed: 0.001 });
    try {
      const { post } = argocdClient(slow.argocdUrl);
      expect(await post('applications/web-production/sync')).toMatchObject({
        status: 200,
      });
      expect(await post('applications/web-production/sync')).toMatchObject({
        status: 400,
        body: { code: 9, message: 'another operation is already in progress' },
      });
    } finally {
      await slow.stop();
    }
  });

  it('are refused for another revision under auto-sync', async () => {
    const head = (await argocd.get('web-dev')).status.sync.revision;
    expect(
      await argocd.post('applications/web-dev/sync', { revision: head }),
    ).toMatchObject({
      status: 400,
      body: {
        code: 9,
        message: `Cannot sync to ${head}: auto-sync currently set to main`,
      },
    });
    expect(
      (await argocd.post('applications/web-dev/sync', { revision: 'main' }))
        .status,
    ).toBe(200);
    expect(
      await argocd.post('applications/web-production/sync', {
        revision: 'nope',
      }),
    ).toMatchObject({
      status: 400,
      body: { code: 9 },
    });
    expect(
      (await argocd.post('applications/web-production/sync', { revision: 5 }))
        .status,
    ).toBe(400);
  });

  it('roll back where a person syncs, and only there', async () => {
    expect(
      await argocd.post('applications/web-dev/rollback', { id: 0 }),
    ).toMatchObject({
      status: 400,
      body: {
        code: 9,
        message: 'rollback cannot be initiated when auto-sync is enabled',
      },
    });
    expect(
      await argocd.post('applications/web-production/rollback', { id: 7 }),
    ).toMatchObject({
      status: 400,
      body: {
        code: 3,
        message:
          'application argocd/web-production does not have deployment with id 7',
      },
    });
    await proposeFiles(sandbox.octokit, 'x', {
      [PRODUCTION]: overlayText('ghcr.io/acme/web', '2.0.0'),
    });
    await sandbox.octokit.pulls.merge({ ...REPO, pull_number: 1 });
    await argocd.post('applications/web-production/sync');
    await argocd.waitUntil(
      'web-production',
      'on 2.0.0',
      ({ status }) =>
        status.history?.length === 2 && status.health.status === 'Healthy',
    );
    await argocd.post('applications/web-production/rollback', { id: 0 });
    const { status } = await argocd.waitUntil(
      'web-production',
      'back',
      app =>
        app.status.history?.length === 3 &&
        app.status.health.status === 'Healthy' &&
        app.status.sync.status === 'OutOfSync',
    );
    expect(status.summary.images).toEqual(['ghcr.io/acme/web:1.0.0']);
  });

  it('leave everything as it is in a dry run', async () => {
    await proposeFiles(sandbox.octokit, 'x', {
      [PRODUCTION]: overlayText('ghcr.io/acme/web', '2.0.0'),
    });
    await sandbox.octokit.pulls.merge({ ...REPO, pull_number: 1 });
    await argocd.post('applications/web-production/sync', { dryRun: true });
    const { status } = await argocd.waitUntil(
      'web-production',
      'tried',
      app =>
        app.status.operationState?.message ===
        'successfully synced (no more tasks)',
    );
    expect(status.sync.status).toBe('OutOfSync');
    expect(status.history).toHaveLength(1);
  });
});
