import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startSandbox } from '@stonegarden/sandbox';
import { eventually } from '@stonegarden/test-utils';
import {
  ArgocdDescription,
  argocdDescriptionFile,
  type Exchange,
  recordArgocdExchanges,
} from '@stonegarden/test-utils/argocd';
import { recordedExchange } from '../__testUtils__/fixtures';
import type { ApplicationKey } from '../argocd/client/ArgocdApi';
import { ArgocdClient } from '../argocd/client/ArgocdClient';
import { failureReason } from '../argocd/client/argocdErrors';
import { findRefusal } from '../argocd/client/findRefusal';
import { askPresence } from '../argocd/readModel/askPresence';
import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';
import { readTree } from '../argocd/readModel/readDetails';
import { toApplicationRecord } from '../argocd/readModel/toApplicationRecord';
import { readDryRun } from '../resources/readDryRun';
import { toCommit } from '../resources/toCommit';
import { toDiff } from '../resources/toDiff';
import { toEvents } from '../resources/toEvents';
import { toLogLines } from '../resources/toPodLog';
import { toResources } from '../resources/toResources';
import { toSyncWindows } from '../argocd/readModel/toSyncWindows';

jest.setTimeout(120_000);

const SANDBOX_TOKEN = 'contract-token';
const AS_OF = '2026-01-01T00:00:00.000Z';
/** A Wednesday without a closed window. */
const NO_WINDOW = new Date('2026-06-17T10:00:00Z');

/** An Argo CD with Applications that carry this suite's labels. */
interface Target {
  url: string;
  token: string;
  /** Without auto-sync, and free to be synced by this suite; undefined: nothing is written. */
  writable?: string;
  stop(): Promise<void>;
}

async function sandboxTarget(): Promise<Target> {
  const stateDir = await mkdtemp(join(tmpdir(), 'stonegarden-argocd-'));
  const sandbox = await startSandbox({
    stateDir,
    seedDir: resolve(__dirname, '../../../../examples/homelab'),
    gitPort: 0,
    argocdPort: 0,
    token: SANDBOX_TOKEN,
    speed: 20,
    windowsAt: NO_WINDOW,
  });
  return {
    url: sandbox.argocdUrl,
    token: SANDBOX_TOKEN,
    writable: 'audiobookshelf-production',
    async stop() {
      await sandbox.stop();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

const { ARGOCD_URL, ARGOCD_TOKEN, ARGOCD_APPLICATION } = process.env;
const isSandbox = !ARGOCD_URL || !ARGOCD_TOKEN;

async function startTarget(): Promise<Target> {
  return ARGOCD_URL && ARGOCD_TOKEN
    ? {
        url: ARGOCD_URL.replace(/\/+$/, ''),
        token: ARGOCD_TOKEN,
        writable: ARGOCD_APPLICATION,
        stop: async () => {},
      }
    : sandboxTarget();
}

/** What was thrown. */
const thrown = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => {
      throw new Error('It was not refused');
    },
    (error: unknown) => error,
  );
const keyOf = ({ name, namespace, project }: ApplicationRecord) => ({
  name,
  namespace,
  project,
});

const recording = recordArgocdExchanges();
afterAll(() => recording.stop());

describe(`ArgocdClient at ${isSandbox ? 'the sandbox' : ARGOCD_URL}`, () => {
  let target: Target;
  let client: ArgocdClient;
  let records: ApplicationRecord[];
  /** One that has been deployed. */
  let deployed: ApplicationRecord;
  let key: ApplicationKey;
  const { signal } = new AbortController();

  beforeAll(async () => {
    target = await startTarget();
    client = new ArgocdClient({ name: 'contract', ...target });
    await eventually(async () => {
      const { applications } = await client.list(signal);
      records = applications.flatMap(
        each => toApplicationRecord('contract', each) ?? [],
      );
      const found = records.filter(
        ({ history, health }) => history.length > 0 && health === 'Healthy',
      );
      if (found.length === 0) {
        throw new Error('It has no Application of this suite that is Healthy');
      }
      deployed = found.find(({ name }) => name === target.writable) ?? found[0];
    });
    key = keyOf(deployed);
  });
  afterAll(() => target.stop());

  it('is there, with or without a token', async () => {
    const stranger = new ArgocdClient({
      name: 'contract',
      url: target.url,
      token: 'wrong',
    });
    for (const each of [client, stranger]) {
      await expect(each.ping(signal)).resolves.toBeUndefined();
    }
  });

  it('lists what can be read, with a version', async () => {
    const { applications, resourceVersion } = await client.list(signal);
    expect(resourceVersion).toMatch(/^\d+$/);
    for (const application of applications) {
      expect(toApplicationRecord('contract', application)).toMatchObject({
        name: expect.stringMatching(/./),
        service: expect.stringMatching(/./),
        environment: expect.stringMatching(/./),
        project: expect.stringMatching(/./),
        sync: expect.stringMatching(/^(Synced|OutOfSync|Unknown)$/),
        health: expect.stringMatching(
          /^(Healthy|Progressing|Suspended|Missing|Degraded|Unknown)$/,
        ),
      });
    }
  });

  it('begins its stream with everything that is listed, as the list has it', async () => {
    const ended = new AbortController();
    const names = new Set<string>();
    const watching = thrown(
      client.watch({
        signal: ended.signal,
        onAlive: () => {},
        onEvent: ({ type, application }) => {
          expect(['ADDED', 'MODIFIED']).toContain(type);
          const record = toApplicationRecord('contract', application);
          names.add(record?.name ?? '');
        },
      }),
    );
    await eventually(() =>
      expect([...names].sort()).toEqual(records.map(({ name }) => name).sort()),
    );
    ended.abort();
    await watching;
  });

  it('tells an application by name and project, one that is missing, and one of another project', async () => {
    const found = await askPresence(client, key, signal);
    expect(found.kind).toBe('present');
    const other = { ...key, project: `${key.project}-not` };
    // Whoever may not see everything is not told more than that.
    const absent = isSandbox ? ['absent'] : ['absent', 'forbidden', 'unknown'];
    for (const missing of [{ ...key, name: `${key.name}-not` }, other]) {
      expect(absent).toContain(
        (await askPresence(client, missing, signal)).kind,
      );
    }
    expect(await client.canGet(key)).toBe(true);
  });

  it.each(['normal', 'hard'] as const)(
    'looks at Git again when it is asked to: %s',
    async type => {
      const answer = await client.onDemand.refresh(key, type);
      expect(toApplicationRecord('contract', answer)?.name).toBe(key.name);
    },
  );

  it('tells the resources of an application, with the health of each', async () => {
    const [tree, application] = await Promise.all([
      client.resourceTree(key),
      client.get(key),
    ]);
    const { nodes } = toResources(tree, application, AS_OF);
    expect(nodes.length).toBeGreaterThan(0);
    expect(nodes.filter(({ sync }) => sync).length).toBeGreaterThan(0);
    expect(nodes.filter(({ health }) => health).length).toBeGreaterThan(0);
  });

  it('tells the manifest of a pod', async () => {
    const node = readTree(await client.resourceTree(key)).find(
      ({ kind, name }) => kind === 'Pod' && name,
    )!;
    const answer = await client.resource(key, {
      group: node.group ?? '',
      version: node.version ?? 'v1',
      kind: node.kind!,
      namespace: node.namespace ?? '',
      name: node.name!,
    });
    expect(JSON.parse(Object(answer).manifest)).toMatchObject({
      kind: node.kind,
      metadata: { name: node.name },
    });
  });

  it('tells what Git wants and what is there', async () => {
    const answer = await client.onDemand.managedResources(key);
    expect(Object(answer).items.length).toBeGreaterThan(0);
    expect(toDiff(answer, AS_OF).items.length).toBeLessThanOrEqual(
      Object(answer).items.length,
    );
  });

  it('tells events of the application and of a resource', async () => {
    const of = await client.onDemand.events(key);
    // Each of them can be read.
    expect(toEvents([of], AS_OF).total).toBe((Object(of).items ?? []).length);
    const node = readTree(await client.resourceTree(key)).find(
      ({ kind, uid }) => kind === 'Pod' && uid,
    );
    const about = await client.onDemand.events(key, {
      namespace: node?.namespace ?? '',
      name: node?.name ?? '',
      uid: node?.uid ?? '',
    });
    for (const { about: subject } of toEvents([about], AS_OF).items) {
      expect(subject.name).toBe(node?.name);
    }
  });

  it('tells the last lines of a log, or that it may not', async () => {
    const pod = readTree(await client.resourceTree(key)).find(
      ({ kind }) => kind === 'Pod',
    );
    const manifest = Object(
      await client.resource(key, {
        group: '',
        version: 'v1',
        kind: 'Pod',
        namespace: pod?.namespace ?? '',
        name: pod?.name ?? '',
      }),
    ).manifest;
    const [{ name: container }] = JSON.parse(manifest).spec.containers;
    const answer = await client.onDemand
      .log(key, {
        namespace: pod?.namespace ?? '',
        pod: pod?.name ?? '',
        container,
        previous: false,
        lines: 5,
      })
      .catch(findRefusal);
    const told = Array.isArray(answer)
      ? toLogLines(answer).lines.length
      : answer;
    expect([1, 2, 3, 4, 5, 'not-allowed']).toContain(told);
  });

  it('tells the sync windows and the project', async () => {
    const project = await client.onDemand
      .project(key.project)
      .catch(findRefusal);
    const windows = await client.onDemand.syncWindows(key);
    expect(toSyncWindows(windows, project, new Date())).toMatchObject({
      canSync: expect.any(Boolean),
    });
  });

  it('tells a commit, and fails for one that there is not', async () => {
    const revision = deployed.history.at(-1)!.revisions[0];
    const metadata = await client.onDemand.revisionMetadata(key, revision);
    expect(toCommit(revision, metadata)).toMatchObject({
      id: revision,
      title: expect.stringMatching(/./),
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    const error = await thrown(
      client.onDemand.revisionMetadata(key, '0'.repeat(40)),
    );
    // A status of 500: nothing is known of it.
    expect(findRefusal(error)).toBeUndefined();
  });

  it('refuses a token that is not one of its own', async () => {
    const stranger = new ArgocdClient({
      name: 'contract',
      url: target.url,
      token: 'wrong',
    });
    for (const call of [stranger.list(signal), stranger.get(key)]) {
      expect(failureReason(await thrown(call)).code).toBe('ArgocdTokenRefused');
    }
  });

  it('refuses what its words tell apart', async () => {
    const revision = 'a'.repeat(40);
    const automated = records.filter(each => each.automated).slice(0, 1);
    const refusals = automated.flatMap(each => [
      client.rollback(keyOf(each), 0),
      client.syncTo(keyOf(each), { revision }),
    ]);
    for (const refused of refusals) {
      expect(findRefusal(await thrown(refused))).toBe('auto-sync');
    }
    // Under auto-sync that is said before the history is looked at.
    const why = deployed.automated ? 'auto-sync' : 'history-entry-gone';
    expect(findRefusal(await thrown(client.rollback(key, 99_999)))).toBe(why);
    expect(findRefusal(await thrown(client.onDemand.terminate(key)))).toBe(
      'other',
    );
  });

  (isSandbox || ARGOCD_APPLICATION ? describe : describe.skip)(
    'with an application that may be synced',
    () => {
      const current = async () =>
        toApplicationRecord('contract', await client.get(key))!;
      const ended = () =>
        eventually(
          async () => {
            const record = await current();
            expect(record.operation?.phase).not.toBe('Running');
            return record;
          },
          { timeoutMs: 60_000, everyMs: 200 },
        );
      it('tries a sync without doing it', async () => {
        const before = await ended();
        const asked = await client.onDemand.dryRun(key, { prune: false });
        await eventually(
          async () =>
            expect(readDryRun(await client.get(key), asked)).toBeDefined(),
          { timeoutMs: 60_000, everyMs: 200 },
        );
        const after = await current();
        expect(after.operation).toMatchObject({ kind: 'dry-run' });
        expect(after.history).toEqual(before.history);
      });

      it('syncs one resource, which is no deployment', async () => {
        const before = await ended();
        const [node] = toResources(
          await client.resourceTree(key),
          await client.get(key),
          AS_OF,
        ).nodes.filter(({ sync }) => sync);
        const { group, kind, namespace, name } = node;
        await client.sync(key, {
          prune: false,
          resources: [{ group, kind, namespace, name }],
        });
        const after = await ended();
        expect(after.operation).toMatchObject({
          kind: 'partial-sync',
          phase: 'Succeeded',
        });
        expect(after.history).toEqual(before.history);
      });

      it('syncs, and rolls back: each is an entry of its history', async () => {
        const before = await ended();
        await client.sync(key, { prune: false });
        const synced = await eventually(
          async () => {
            const record = await ended();
            expect(record.history.at(-1)?.id).not.toBe(
              before.history.at(-1)?.id,
            );
            return record;
          },
          { timeoutMs: 60_000, everyMs: 200 },
        );
        const { id, revisions } = before.history.at(-1)!;
        await client.rollback(key, id!);
        await eventually(
          async () => {
            const last = (await ended()).history.at(-1);
            expect(last?.id).not.toBe(synced.history.at(-1)?.id);
            expect(last?.revisions).toEqual(revisions);
          },
          { timeoutMs: 60_000, everyMs: 200 },
        );
      });
    },
  );

  // What this suite does not ask, and people of the sandbox may.
  (isSandbox ? describe : describe.skip)('as it was recorded', () => {
    it.each([
      'can-i-delete-app',
      'can-i-sync-app',
      'can-i-sync-project',
      'can-i-sync-star',
      'userinfo',
      'userinfo-no-token',
      'version',
    ])('%s', async name => {
      const { request, response } = recordedExchange(name);
      const answer = await fetch(`${target.url}${request.path}`, {
        headers:
          request.account === 'no token'
            ? {}
            : { Authorization: `Bearer ${target.token}` },
      });
      expect(answer.status).toBe(response.status);
      const body = await answer.json();
      // Names of accounts and versions are its own.
      const shape = (value: object) =>
        Object.entries(value).map(([key_, each]) =>
          key_ === 'value' ? `value ${each}` : `${key_} ${typeof each}`,
        );
      expect(shape(body)).toEqual(shape(response.body));
    });
  });
});

// After the contract: these look at what was asked and answered in it.
(argocdDescriptionFile ? describe : describe.skip)(
  "The contract's requests and answers by Argo CD's own description",
  () => {
    let description: ArgocdDescription;
    beforeAll(() => {
      description = new ArgocdDescription(argocdDescriptionFile!);
    });

    const recorded = (method: string, path: RegExp): Exchange => {
      const found = recording.exchanges.find(
        it => it.method === method && path.test(it.path) && it.status < 300,
      );
      if (!found) {
        throw new Error(`Nothing was recorded for ${method} ${path}`);
      }
      return found;
    };

    it('are valid, each of them', () => {
      expect(recording.exchanges.length).toBeGreaterThan(30);
      // Projects are not among the parts that the description has.
      const described = recording.exchanges.filter(
        ({ path }) => !path.startsWith('/api/v1/projects/'),
      );
      expect([
        ...new Set(described.flatMap(it => description.problems(it))),
      ]).toEqual([]);
    });

    it('would be found broken in the answer', () => {
      const list = recorded('GET', /\/applications$/);
      const [first] = Object(list.answer).items;
      expect(
        description.problems({
          ...list,
          answer: { items: [{ ...first, state: 'fine' }] },
        }),
      ).toEqual([expect.stringContaining('"additionalProperty":"state"')]);
      expect(
        description.problems({
          ...list,
          answer: { items: [{ ...first, metadata: { name: 7 } }] },
        }),
      ).toEqual([expect.stringContaining('/metadata/name must be string')]);
      expect(
        description.problems({
          ...list,
          status: 403,
          answer: { reason: 'no' },
        }),
      ).toEqual([expect.stringContaining('"additionalProperty":"reason"')]);
    });

    it('would be found broken in the request', () => {
      const tree = recorded('GET', /\/resource-tree$/);
      expect(
        description.problems({ ...tree, query: { namespaces: 'x' } }),
      ).toContainEqual(
        expect.stringContaining('query.namespaces is not described'),
      );
      expect(
        description.problems({ ...tree, path: `${tree.path}/all` }),
      ).toEqual([expect.stringContaining('not described')]);
      const refused = recording.exchanges.find(
        ({ path, method }) => method === 'POST' && path.endsWith('/rollback'),
      )!;
      expect(
        description.problems({ ...refused, body: { id: [], purge: true } }),
      ).toEqual(
        expect.arrayContaining([
          expect.stringContaining('body.purge is not described'),
          expect.stringContaining('body/id must be integer,string'),
        ]),
      );
    });
  },
);
