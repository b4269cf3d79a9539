import { argocdClient } from '../__testUtils__/argocdClient';
import { overlayText } from '../__testUtils__/smallSeed';
import {
  REPO,
  TOKEN,
  proposeFiles,
  testSandbox,
} from '../__testUtils__/testSandbox';
import { waitFor } from '../__testUtils__/waitFor';

const PRODUCTION =
  'kubernetes/services/web/environments/production/kustomization.yaml';

describe('createArgocdApi', () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;
  let argocd: ReturnType<typeof argocdClient>;

  beforeEach(async () => {
    sandbox = await testSandbox();
    argocd = argocdClient(sandbox.argocdUrl);
  });
  afterEach(() => sandbox.stop());

  const list = async (query: string): Promise<string[]> => {
    const { body } = await argocd.call(`applications?${query}`);
    return (body.items ?? []).map(
      (item: { metadata: { name: string } }) => item.metadata.name,
    );
  };

  it('wants the token, in Argo CD words', async () => {
    const url = `${sandbox.argocdUrl}/api/v1/applications`;
    const without = await fetch(url);
    expect(without.status).toBe(401);
    expect(await without.json()).toEqual({
      error: 'no session information',
      code: 16,
      message: 'no session information',
    });
    const wrong = await fetch(url, { headers: { Authorization: 'Bearer x' } });
    expect(wrong.status).toBe(401);
    const version = await fetch(`${sandbox.argocdUrl}/api/version`);
    expect(await version.json()).toMatchObject({
      Version: expect.stringMatching(/^v3\.6/),
    });
    expect((await argocd.call('session/userinfo')).body).toMatchObject({
      loggedIn: true,
    });
    const session = await argocd.post('session', {
      username: 'admin',
      password: TOKEN,
    });
    expect(session.body).toEqual({ token: TOKEN });
  });

  it('lists by selector, project, name and repository', async () => {
    expect(await list('')).toEqual([
      'queue-production',
      'web-dev',
      'web-production',
    ]);
    expect(
      await list('selector=platform.stonegarden.dev/service%3Dweb'),
    ).toEqual(['web-dev', 'web-production']);
    expect(await list('projects=team-product&name=web-dev')).toEqual([
      'web-dev',
    ]);
    expect(await list('projects=other')).toEqual([]);
    expect(await list('appNamespace=elsewhere')).toEqual([]);
    expect(
      (await argocd.call('applications?projects=other')).body.items,
    ).toBeNull();
    expect((await argocd.call('applications?selector=a%3Db%3Dc')).status).toBe(
      400,
    );
  });

  it('gives the fields of Argo CD list and drops the others', async () => {
    const { body } = await argocd.call(
      'applications?name=web-dev&fields=metadata.resourceVersion,items.metadata.name,items.status.sync.status,items.status.history,items.status.operationState.message,items.status.operationState.phase',
    );
    expect(body.items).toEqual([
      {
        metadata: { name: 'web-dev' },
        status: {
          sync: { status: 'Synced' },
          operationState: { phase: 'Succeeded' },
        },
      },
    ]);
    expect(body.metadata.resourceVersion).toMatch(/^\d+$/);
    const without = await argocd.call(
      'applications?name=web-dev&fields=-items.spec',
    );
    expect(without.body.items[0].spec).toBeUndefined();
    expect(without.body.items[0].metadata.name).toBe('web-dev');
  });

  it('hides what is missing, unless the project is named', async () => {
    expect(await argocd.call('applications/nope')).toEqual({
      status: 403,
      body: {
        error: 'permission denied',
        code: 7,
        message: 'permission denied',
      },
    });
    expect(
      await argocd.call('applications/nope?project=team-product'),
    ).toMatchObject({
      status: 404,
      body: { code: 5, message: 'applications.argoproj.io "nope" not found' },
    });
    expect(
      (await argocd.call('applications/web-dev?project=other')).status,
    ).toBe(404);
    expect(
      (await argocd.call('applications/web-dev?appNamespace=other')).status,
    ).toBe(403);
    expect(
      (await argocd.call('applications/web-dev?project=team-product')).status,
    ).toBe(200);
    expect((await argocd.post('applications/nope/sync')).status).toBe(403);
  });

  it('starts with everything deployed long ago, the same each time', async () => {
    const { metadata, spec, status } = await argocd.get('web-dev');
    expect(metadata).toMatchObject({ name: 'web-dev', namespace: 'argocd' });
    expect(spec.source.repoURL).toBe(
      `${sandbox.gitUrl}/stonegarden/homelab.git`,
    );
    const head = await sandbox.octokit.repos.getBranch({
      ...REPO,
      branch: 'main',
    });
    expect(status).toMatchObject({
      sync: { status: 'Synced', revision: head.data.commit.sha },
      health: { status: 'Healthy', lastTransitionTime: '2026-10-08T08:00:40Z' },
      summary: { images: ['ghcr.io/acme/web:1.1.0'] },
      history: [
        {
          id: 0,
          deployedAt: '2026-10-08T08:00:08Z',
          initiatedBy: { automated: true },
        },
      ],
      operationState: {
        phase: 'Succeeded',
        finishedAt: '2026-10-08T08:00:08Z',
      },
    });
  });

  it('tells of a revision and of resources', async () => {
    const { status } = await argocd.get('web-dev');
    const revision = status.history?.[0].revision;
    const { body } = await argocd.call(
      `applications/web-dev/revisions/${revision}/metadata`,
    );
    expect(body).toMatchObject({
      author: 'Stonegarden <homelab@stonegarden.dev>',
      date: '2026-10-08T08:00:00Z',
      message: 'Add the services',
    });
    expect(
      (await argocd.call('applications/web-dev/revisions/nope/metadata'))
        .status,
    ).toBe(400);
    const tree = await argocd.call('applications/web-dev/resource-tree');
    expect(tree.body.nodes).toMatchObject([
      {
        group: 'apps',
        version: 'v1',
        kind: 'Deployment',
        name: 'web',
        namespace: 'web-dev',
        images: ['ghcr.io/acme/web:1.1.0'],
        health: { status: 'Healthy' },
      },
    ]);
  });

  it('compares again on refresh before it answers', async () => {
    const before = await argocd.get('web-production');
    const refreshed = await argocd.call(
      'applications/web-production?refresh=hard',
    );
    expect(refreshed.status).toBe(200);
    expect(
      Date.parse(refreshed.body.status.reconciledAt),
    ).toBeGreaterThanOrEqual(Date.parse(before.status.reconciledAt));
  });

  describe('stream', () => {
    const open = async (query: string, accept?: string) => {
      const abort = new AbortController();
      const response = await fetch(
        `${sandbox.argocdUrl}/api/v1/stream/applications?${query}`,
        {
          signal: abort.signal,
          headers: {
            Authorization: `Bearer ${TOKEN}`,
            ...(accept ? { Accept: accept } : {}),
          },
        },
      );
      let text = '';
      const ended = (async () => {
        for await (const chunk of response.body ?? []) {
          text += Buffer.from(chunk).toString('utf8');
        }
      })().catch(() => {});
      return {
        type: response.headers.get('content-type'),
        ended,
        text: () => text,
        lines: () => text.split('\n').filter(Boolean),
        close: async () => {
          abort.abort();
          await ended;
        },
      };
    };

    it('replays everything and then tells of changes', async () => {
      const stream = await open(
        'selector=platform.stonegarden.dev/service%3Dweb',
        'text/event-stream',
      );
      await waitFor('the replay', () => stream.lines().length >= 2);
      expect(stream.type).toContain('text/event-stream');
      expect(stream.lines().map(line => line.slice(0, 28))).toEqual([
        'data: {"result":{"type":"ADD',
        'data: {"result":{"type":"ADD',
      ]);
      await argocd.post('applications/web-production/sync');
      await argocd.post('applications/queue-production/sync');
      await waitFor('the end of the sync', () =>
        stream.text().includes('"id":1'),
      );
      expect(stream.text()).toContain('"type":"MODIFIED"');
      expect(stream.text()).toContain('"phase":"Running"');
      expect(stream.text()).not.toContain('"name":"queue-production"');
      await stream.close();
    });

    it('is lines of JSON without the header, and silent when a version is known', async () => {
      const { body } = await argocd.call('applications');
      const stream = await open(
        `resourceVersion=${body.metadata.resourceVersion}&fields=result.type,result.application.metadata.name`,
      );
      expect(stream.type).toContain('application/json');
      await argocd.post('applications/web-production/sync');
      await waitFor('a change', () => stream.lines().length > 0);
      expect(JSON.parse(stream.lines()[0])).toEqual({
        result: {
          type: 'MODIFIED',
          application: { metadata: { name: 'web-production' } },
        },
      });
      await stream.close();
      const named = await open('resourceVersion=1&name=web-dev');
      await waitFor('the replay of one', () => named.lines().length === 1);
      await named.close();
    });

    it('breaks when the sandbox is told to fail', async () => {
      const stream = await open('');
      await fetch(`${sandbox.argocdUrl}/_sandbox/faults`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${TOKEN}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({ status: 503 }),
      });
      await stream.ended;
      expect((await argocd.call('applications')).status).toBe(503);
    });
  });

  describe('operations', () => {
    it('run one at a time', async () => {
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
          status: { operationState: { phase: 'Running' } },
        },
      });
      expect(
        await argocd.post('applications/web-production/sync'),
      ).toMatchObject({
        status: 400,
        body: { code: 9, message: 'another operation is already in progress' },
      });
      const done = await argocd.waitUntil(
        'web-production',
        'synced',
        ({ status }) => status.operationState?.phase === 'Succeeded',
      );
      expect(done.operation).toBeUndefined();
      expect(done.status.history).toHaveLength(2);
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
          'successfully synced (dry run)',
      );
      expect(status.sync.status).toBe('OutOfSync');
      expect(status.history).toHaveLength(1);
    });
  });
});
