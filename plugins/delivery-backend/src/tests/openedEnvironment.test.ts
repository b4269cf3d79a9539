import { TestDatabases } from '@backstage/backend-test-utils';
import { HttpResponse } from 'msw';
import { eventually } from '@stonegarden/test-utils';
import { application } from '../__testUtils__/application';
import { recording } from '../__testUtils__/fixtures';
import { logStream } from '../__testUtils__/MockOnDemand';
import { SHOP, useDelivery } from '../__testUtils__/useDelivery';

jest.setTimeout(60_000);

const PRODUCTION = `${SHOP}/environments/production`;
const POD = 'shop-5f4d-x1y2z';
const SECRET = 'hunter2-hunter2';

/** A tree with a pod that does not start. */
const TREE = {
  nodes: [
    {
      group: 'apps',
      version: 'v1',
      kind: 'Deployment',
      namespace: 'shop-production',
      name: 'shop',
      uid: 'd1',
      health: { status: 'Degraded', message: 'at 10.0.0.7:443' },
    },
    {
      version: 'v1',
      kind: 'Pod',
      namespace: 'shop-production',
      name: POD,
      uid: 'p1',
      parentRefs: [
        { group: 'apps', kind: 'Deployment', name: 'shop', uid: 'd1' },
      ],
      images: ['ghcr.io/acme/shop:1.0'],
      health: { status: 'Degraded' },
    },
  ],
};
const manifest = (value: object) => ({ manifest: JSON.stringify(value) });
const denied = (message = 'permission denied') =>
  HttpResponse.json({ error: message, code: 7, message }, { status: 403 });

describe('an environment that somebody opens', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const { start } = useDelivery(() => databases.init('SQLITE_3'));

  async function open() {
    const backend = await start();
    const { onDemand } = backend.argocd;
    onDemand.answer('resource-tree', () => TREE);
    onDemand.answer('resource', () =>
      manifest({
        spec: {
          containers: [{ name: 'shop' }],
          initContainers: [{ name: 'migrate' }],
        },
      }),
    );
    const get = (part: string) => backend.api.get(`${PRODUCTION}/${part}`);
    return { ...backend, onDemand, get };
  }

  it('tells its resources, as often as asked for one request', async () => {
    const { get, onDemand } = await open();
    const answers = await Promise.all([get('resources'), get('resources')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0].body).toMatchObject({
      total: 2,
      nodes: [
        { kind: 'Deployment', healthMessage: 'at …', parents: [] },
        { kind: 'Pod', name: POD, parents: ['d1'] },
      ],
    });
    await get('resources');
    expect(onDemand.count('resource-tree')).toBe(1);
  });

  it('tells what differs, without the values of Secrets', async () => {
    const { get, onDemand } = await open();
    const secret = (data: object) =>
      JSON.stringify({ kind: 'Secret', metadata: { name: 's' }, data });
    onDemand.answer('managed-resources', () => ({
      items: [
        {
          kind: 'Secret',
          name: 's',
          modified: true,
          liveState: secret({ a: SECRET, b: 'same' }),
          targetState: secret({ a: 'other', b: 'same' }),
        },
      ],
    }));
    const { status, text, body } = await get('diff');
    expect([status, body.total, body.items[0].change]).toEqual([
      200,
      1,
      'updated',
    ]);
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain('same');
    await get('diff');
    expect(onDemand.count('managed-resources')).toBe(1);
  });

  it('does not take what Argo CD cannot compare for a difference', async () => {
    const { argocd, get } = await open();
    const comparison = recording('get-comparison-error').status;
    argocd.set(
      application('shop', 'production', {
        sync: { status: 'Unknown' },
        conditions: comparison.conditions,
      }),
    );
    await eventually(async () => {
      const { status, body } = await get('diff');
      expect([status, body.error.name]).toEqual([409, 'ConflictError']);
      expect(body.error.message).toContain('cannot compare');
    });
  });

  it('tells the events of the application and of what is not well', async () => {
    const { get, onDemand } = await open();
    onDemand.answer('events', ({ query }) => ({
      items: [
        {
          metadata: { uid: query.get('resourceUID') ?? 'app' },
          involvedObject: { kind: 'Pod', name: POD },
          type: 'Warning',
          reason: 'BackOff',
          message: 'from https://registry.internal/x',
          lastTimestamp: '2026-01-01T10:00:00Z',
        },
      ],
    }));
    const { status, body, text } = await get('events');
    expect([status, body.total]).toEqual([200, 3]);
    expect(text).not.toContain('registry.internal');
    expect(
      onDemand.asked
        .filter(({ part }) => part === 'events')
        .map(({ query }) => query.get('resourceName')),
    ).toEqual(expect.arrayContaining([null, POD, 'shop']));
    await get('events');
    expect(onDemand.count('events')).toBe(3);
  });

  it('tells its windows, and no times without the right to see the project', async () => {
    const { get, onDemand } = await open();
    onDemand.answer('syncwindows', () => recording('syncwindows-closed'));
    onDemand.answer('project', () => denied());
    const { status, body } = await get('windows');
    expect([status, body.canSync, body.windows.length]).toEqual([
      200,
      false,
      2,
    ]);
    expect(body.windows[1]).toEqual({
      kind: 'deny',
      schedule: '0 16 * * 5',
      duration: '64h',
      manualSync: false,
      active: true,
    });
  });

  it('says at its stop that a sync window keeps Argo CD from syncing it, and asks nothing of Argo CD for a view', async () => {
    const { api, argocd, onDemand } = await open();
    const window = { kind: 'deny', schedule: '0 16 * * 5', duration: '64h' };
    onDemand.answer('syncwindows', () => ({
      canSync: true,
      assignedWindows: [{ ...window, manualSync: true }],
      activeWindows: [{ ...window, manualSync: true }],
    }));
    onDemand.answer('project', () => denied());
    const automated = application('shop', 'production', {
      sync: { status: 'OutOfSync', revision: 'b'.repeat(40) },
    });
    automated.spec.syncPolicy = { automated: {} };
    argocd.set(automated);
    const production = async () => {
      const { body } = await api.get(SHOP);
      return body.environments.find(
        ({ name }: { name: string }) => name === 'production',
      );
    };
    await eventually(
      async () =>
        expect((await production()).syncReason).toMatchObject({
          code: 'AutoSyncBlocked',
          params: { ...window, environment: 'production', manualSync: true },
          message:
            'Argo CD does not sync production by itself: a sync window denies it (0 16 * * 5, for 64h). A sync by hand is allowed.',
        }),
      // Argo CD has a moment to sync what it may, before its windows are asked for.
      { timeoutMs: 40_000, everyMs: 200 },
    );
    const asked = onDemand.asked.length;
    await production();
    await production();
    expect(onDemand.asked).toHaveLength(asked);
    expect(onDemand.count('syncwindows')).toBe(1);
  });

  it('tells its commit, and those of the environment before it', async () => {
    const { get, git, onDemand } = await open();
    onDemand.answer('metadata', () => ({
      message: 'Begin\n\nWith the rest',
      author: 'Mo <mo@acme.dev>',
    }));
    const head = await git.reader.head('main');
    const { status, body, text } = await get('release');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      release: { images: [{ tag: '1.0' }] },
      commit: { id: head, message: 'Begin\n\nWith the rest' },
      before: { environment: 'staging', commits: [], complete: true },
      rollouts: [],
    });
    expect(text).not.toContain('mo@acme.dev');
    await get('release');
    expect(onDemand.count('metadata')).toBe(1);
  });

  it('does not tell of an environment before it that the caller may not see', async () => {
    const { get, rights } = await open();
    rights.allowIn('delivery.environment.read', ['production']);
    const { status, body } = await get('release');
    expect(status).toBe(200);
    expect(body).not.toHaveProperty('before');
    rights.allowIn('delivery.environment.read', ['staging']);
    expect((await get('release')).status).toBe(403);
  });

  it('reads a log of a pod of its own, and of no other', async () => {
    const { audit, auditor, get, onDemand } = await open();
    onDemand.answer('logs', () => logStream(['one', 'two']));
    const { status, body } = await get(`log?pod=${POD}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      pod: POD,
      container: 'shop',
      containers: ['shop', 'migrate'],
      lines: [
        { at: '2026-01-01T00:00:00.000Z', text: 'one' },
        { at: '2026-01-01T00:00:01.000Z', text: 'two' },
      ],
      truncated: false,
    });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'log-read',
        meta: expect.objectContaining({ pod: POD }),
      }),
    );
    expect(audit.success).toHaveBeenCalledWith({
      meta: { container: 'shop', lines: 2 },
    });
    expect(onDemand.asked.at(-1)?.query.get('tailLines')).toBe('501');
    for (const [query, expected] of [
      ['pod=other-pod', 404],
      [`pod=${POD}&container=nothing`, 400],
      ['pod=..%2F..%2Fsecrets', 400],
      [`pod=${POD}&container=..%2Fa`, 400],
      [`pod=${POD}&follow=true`, 400],
      ['', 400],
    ] as const) {
      const answer = await get(`log?${query}`);
      expect([query, answer.status]).toEqual([query, expected]);
    }
    expect(onDemand.count('logs')).toBe(1);
  });

  it('says why there is no log', async () => {
    const { get, onDemand } = await open();
    onDemand.answer('logs', () =>
      HttpResponse.json(recording('logs-forbidden'), { status: 403 }),
    );
    const forbidden = await get(`log?pod=${POD}`);
    expect([forbidden.status, forbidden.text]).toEqual([
      403,
      expect.stringContaining("this portal's account"),
    ]);
    onDemand.answer(
      'logs',
      () =>
        new HttpResponse(
          JSON.stringify({
            error: {
              grpc_code: 2,
              http_code: 500,
              message: `container "shop" in pod "${POD}" is waiting to start: ContainerCreating`,
            },
          }),
        ),
    );
    const waiting = await get(`log?pod=${POD}`);
    expect([waiting.status, waiting.text]).toEqual([
      409,
      expect.stringContaining('is waiting to start'),
    ]);
  });

  it('needs a permission of its own for logs', async () => {
    const { get, onDemand, rights } = await open();
    rights.allowOnly('delivery.environment.read');
    expect((await get(`log?pod=${POD}`)).status).toBe(403);
    expect((await get('resources')).status).toBe(200);
    expect(onDemand.count('logs')).toBe(0);
  });

  it('has Argo CD look again, and hard only for those who may sync', async () => {
    const { api, argocd, rights } = await open();
    const refresh = (type: string) =>
      api.post(`${PRODUCTION}/refresh`).send({ type });
    expect((await refresh('normal')).status).toBe(200);
    expect((await refresh('hard')).status).toBe(200);
    expect((await refresh('harder')).status).toBe(400);
    rights.allowOnly('delivery.environment.read');
    expect((await refresh('normal')).status).toBe(200);
    expect((await refresh('hard')).status).toBe(403);
    expect(argocd.calls).toContain('GET /api/v1/applications/shop-production');
  });

  it('ends an operation once, and says nothing is wrong where none runs', async () => {
    const { api, onDemand } = await open();
    expect((await api.delete(`${PRODUCTION}/operation`)).status).toBe(200);
    onDemand.answer('operation', () =>
      HttpResponse.json(recording('terminate-nothing-running'), {
        status: 400,
      }),
    );
    expect((await api.delete(`${PRODUCTION}/operation`)).status).toBe(200);
    onDemand.answer('operation', () => denied());
    expect((await api.delete(`${PRODUCTION}/operation`)).status).toBe(403);
  });

  it('says what a sync would do, and what the cluster would refuse', async () => {
    const { argocd, get, onDemand, rights } = await open();
    onDemand.answer('managed-resources', () => ({
      items: [
        {
          kind: 'ConfigMap',
          name: 'new',
          liveState: 'null',
          targetState: '{"kind":"ConfigMap"}',
        },
      ],
    }));
    argocd.dryRunResults = [
      { kind: 'ConfigMap', name: 'new', status: 'Synced' },
      {
        group: 'apps',
        kind: 'Deployment',
        name: 'shop',
        status: 'SyncFailed',
        message: 'field is immutable',
      },
    ];
    const { status, body } = await get('sync-preview');
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({
        from: { images: [expect.objectContaining({ tag: '1.0' })] },
        to: { images: [expect.objectContaining({ tag: '1.0' })] },
        resources: [
          {
            group: 'apps',
            kind: 'Deployment',
            name: 'shop',
            change: 'updated',
            refused: 'field is immutable',
          },
          { kind: 'ConfigMap', name: 'new', change: 'created' },
        ],
      }),
    ]);
    expect(argocd.syncBodies).toEqual([
      expect.objectContaining({ dryRun: true, prune: false }),
    ]);
    rights.allowOnly('delivery.environment.read');
    expect((await get('sync-preview')).status).toBe(403);
  });

  it('says that a sync window is closed, which is no missing right', async () => {
    const { argocd, get } = await open();
    argocd.refuseSync = {
      status: 403,
      code: 7,
      message: 'cannot sync: blocked by sync window',
    };
    const { status, text } = await get('sync-preview');
    expect([status, text]).toEqual([
      409,
      expect.stringContaining('sync window'),
    ]);
  });

  it.each([
    'release',
    'resources',
    'diff',
    'events',
    'windows',
    'sync-preview',
    `log?pod=${POD}`,
  ])('says of %s that its Argo CD does not answer', async part => {
    const { api, argocd, get } = await open();
    argocd.down = true;
    argocd.breakStreams();
    const { status, text } = await get(part);
    expect([status, text]).toEqual([
      503,
      expect.stringContaining('Argo CD homelab'),
    ]);
    expect(text).not.toMatch(/argocd\.internal|secret/);
    const unknown = await api.get(`${SHOP}/environments/nowhere/${part}`);
    expect(unknown.status).toBe(404);
  });
});
