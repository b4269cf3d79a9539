import { argocdClient } from '../__testUtils__/argocdClient';
import { REPO, TOKEN, testSandbox } from '../__testUtils__/testSandbox';

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

  it('lists nothing, and then a part, while its caches fill after a start', async () => {
    const fill = (faults: object) =>
      fetch(`${sandbox.argocdUrl}/_sandbox/faults`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${TOKEN}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify(faults),
      });
    await fill({ listed: 0 });
    expect(await argocd.call('applications')).toMatchObject({
      status: 200,
      body: { metadata: {}, items: null },
    });
    // One that is asked for by its name is there all the time.
    expect((await argocd.get('web-dev')).metadata.name).toBe('web-dev');

    await fill({ listed: 1 });
    const { body } = await argocd.call('applications');
    expect(body.items).toHaveLength(1);
    expect(body.metadata.resourceVersion).toMatch(/^\d+$/);
    const stream = await fetch(
      `${sandbox.argocdUrl}/api/v1/stream/applications`,
      { headers: { Authorization: `Bearer ${TOKEN}` } },
    );
    const chunks = stream.body!.pipeThrough(new TextDecoderStream());
    const seen: string[] = [];
    for await (const chunk of chunks) {
      for (const line of chunk.split('\n').filter(Boolean)) {
        seen.push(JSON.parse(line).result.application.metadata.name);
      }
      if (seen.length === 1) {
        await fill({});
      } else if (seen.length === 3) {
        break;
      }
    }
    expect(seen).toEqual(await list(''));
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
        health: { status: 'Healthy' },
      },
      { group: 'apps', kind: 'ReplicaSet', namespace: 'web-dev' },
      {
        kind: 'Pod',
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
});
