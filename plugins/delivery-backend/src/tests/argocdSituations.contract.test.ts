import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Octokit } from '@octokit/rest';
import { type Sandbox, startSandbox } from '@stonegarden/sandbox';
import { eventually } from '@stonegarden/test-utils';
import {
  ArgocdDescription,
  argocdDescriptionFile,
  recordArgocdExchanges,
} from '@stonegarden/test-utils/argocd';
import { ArgocdClient } from '../argocd/client/ArgocdClient';
import { findRefusal } from '../argocd/client/findRefusal';
import { askPresence } from '../argocd/readModel/askPresence';
import { readRollout } from '../argocd/readModel/readRollout';
import { toApplicationRecord } from '../argocd/readModel/toApplicationRecord';
import { toSyncWindows } from '../argocd/readModel/toSyncWindows';

// Situations that a real server cannot be brought into: its Git, its clock and its start are not this suite's.

jest.setTimeout(120_000);

const TOKEN = 'contract-token';
const REPO = { owner: 'stonegarden', repo: 'homelab' };
/** A Wednesday without a closed window, and a day of the year-end freeze. */
const NO_WINDOW = new Date('2026-06-17T10:00:00Z');
const FREEZE = new Date('2026-12-25T10:00:00Z');
const ROLLOUT = {
  group: 'argoproj.io',
  version: 'v1alpha1',
  kind: 'Rollout',
  namespace: 'audiobookshelf-canary',
  name: 'audiobookshelf',
};
const keyOf = (name: string) => ({
  name,
  namespace: 'argocd',
  project: 'team-product',
});
const CANARY = keyOf('audiobookshelf-canary');

const cleanups: Array<() => Promise<unknown>> = [];
const recording = recordArgocdExchanges();

async function homelab(windowsAt: Date) {
  const stateDir = await mkdtemp(join(tmpdir(), 'stonegarden-argocd-'));
  cleanups.push(() => rm(stateDir, { recursive: true, force: true }));
  const sandbox = await startSandbox({
    stateDir,
    seedDir: resolve(__dirname, '../../../../examples/homelab'),
    gitPort: 0,
    argocdPort: 0,
    token: TOKEN,
    speed: 5,
    windowsAt,
  });
  cleanups.push(() => sandbox.stop());
  const client = new ArgocdClient({
    name: 'contract',
    url: sandbox.argocdUrl,
    token: TOKEN,
  });
  return { sandbox, client };
}

/** Merges one change of a file below `kubernetes/services`. */
async function change(
  { gitUrl }: Sandbox,
  path: string,
  [from, to]: [string, string],
) {
  const octokit = new Octokit({ auth: TOKEN, baseUrl: `${gitUrl}/api/v3` });
  const file = `kubernetes/services/${path}`;
  const { data: old } = await octokit.repos.getContent({ ...REPO, path: file });
  const text = Buffer.from(Object(old).content, 'base64').toString();
  expect(text).toContain(from);
  const head = await octokit.git.getRef({ ...REPO, ref: 'heads/main' });
  const { sha } = head.data.object;
  const tree = await octokit.git.createTree({
    ...REPO,
    base_tree: sha,
    tree: [
      {
        path: file,
        mode: '100644',
        type: 'blob',
        content: text.replace(from, to),
      },
    ],
  });
  const commit = await octokit.git.createCommit({
    ...REPO,
    message: `Change ${path}`,
    tree: tree.data.sha,
    parents: [sha],
  });
  const branch = `change-${commit.data.sha}`;
  await octokit.git.createRef({
    ...REPO,
    ref: `refs/heads/${branch}`,
    sha: commit.data.sha,
  });
  const pull = await octokit.pulls.create({
    ...REPO,
    title: `Change ${path}`,
    head: branch,
    base: 'main',
  });
  await octokit.pulls.merge({ ...REPO, pull_number: pull.data.number });
}

/** What was thrown. */
const thrown = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => {
      throw new Error('It was not refused');
    },
    (error: unknown) => error,
  );

describe('ArgocdClient at the sandbox, brought into a situation', () => {
  let sandbox: Sandbox;
  let client: ArgocdClient;
  const { signal } = new AbortController();

  beforeAll(async () => {
    ({ sandbox, client } = await homelab(NO_WINDOW));
  });
  afterAll(async () => {
    recording.stop();
    for (const cleanup of cleanups.reverse()) {
      await cleanup();
    }
  });

  const statusOf = async () =>
    readRollout(await client.resource(CANARY, ROLLOUT))?.status;
  const act = (action: string) =>
    client.runResourceAction(CANARY, ROLLOUT, action);

  it('lists the actions of a Rollout that this suite runs', async () => {
    const { name: resourceName, ...resource } = ROLLOUT;
    const query = new URLSearchParams({ ...resource, resourceName });
    const response = await fetch(
      `${sandbox.argocdUrl}/api/v1/applications/${CANARY.name}/resource/actions?${query}`,
      { headers: { Authorization: `Bearer ${TOKEN}` } },
    );
    const { actions } = await response.json();
    expect(actions.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining([
        ...['abort', 'retry', 'resume', 'skip-current-step', 'promote-full'],
      ]),
    );
  });

  it('cannot tell what became of an action that there is not', async () => {
    const error = await thrown(act('nonsense'));
    expect(error).toMatchObject({ status: 500 });
    // A status of 500: it may have happened.
    expect(findRefusal(error)).toBeUndefined();
  });

  it('follows a canary from step to step, and what actions do to it', async () => {
    const overlay = 'audiobookshelf/environments/canary';
    await change(sandbox, `${overlay}/kustomization.yaml`, [
      '2.29.0',
      '2.30.0',
    ]);
    await client.sync(CANARY, { prune: false });
    const seen: Array<number | undefined> = [];
    await eventually(
      async () => {
        const status = await statusOf();
        const isUnderWay = status?.stableRS !== status?.currentPodHash;
        if (isUnderWay && seen.at(-1) !== status?.currentStepIndex) {
          seen.push(status?.currentStepIndex);
        }
        // The pause ends by itself, and the analysis after it follows.
        expect(seen.at(-1)).toBeGreaterThan(2);
      },
      { timeoutMs: 60_000, everyMs: 20 },
    );
    expect(seen).toEqual([...seen].sort());
    // A step may be over before it is looked at; not all of them are.
    expect(seen.length).toBeGreaterThan(1);

    await act('abort');
    expect(await statusOf()).toMatchObject({ abort: true });
    await act('retry');
    expect((await statusOf())?.abort).toBeUndefined();
    await act('promote-full');
    await eventually(
      async () => {
        const status = await statusOf();
        expect(status?.stableRS).toBe(status?.currentPodHash);
      },
      { timeoutMs: 60_000, everyMs: 50 },
    );
  });

  it('is refused an action that its account has no right to', async () => {
    await fault({ forbidActions: true });
    const error = await thrown(act('abort'));
    await fault({});
    expect(findRefusal(error)).toBe('not-allowed');
  });

  it('tells why an Application cannot be compared', async () => {
    await change(sandbox, 'kafka-demo/environments/dev/kustomization.yaml', [
      '../base',
      '../bse',
    ]);
    const record = await eventually(async () => {
      const found = toApplicationRecord(
        'contract',
        await client.get(keyOf('kafka-demo-dev')),
      );
      expect(found?.sync).toBe('Unknown');
      return found;
    });
    expect(record).toMatchObject({
      health: 'Healthy',
      operation: { phase: 'Succeeded' },
      conditions: [
        {
          type: 'ComparisonError',
          message: expect.stringContaining('kustomize build'),
        },
      ],
    });
    expect(record).not.toHaveProperty('differences');
  });

  it('takes a list that is short after a start for no proof of absence', async () => {
    const all = (await client.list(signal)).applications.length;
    await fault({ listed: 0 });
    const empty = await client.list(signal);
    await fault({ listed: 3 });
    const short = await client.list(signal);
    const presence = await askPresence(client, CANARY, signal);
    await fault({});
    expect(empty).toEqual({ resourceVersion: undefined, applications: [] });
    expect(short).toMatchObject({
      resourceVersion: expect.stringMatching(/^\d+$/),
      applications: { length: 3 },
    });
    expect(presence.kind).toBe('present');
    expect((await client.list(signal)).applications).toHaveLength(all);
  });

  it('is refused a sync in a closed window, which is nobody’s right', async () => {
    const frozen = await homelab(FREEZE);
    const key = keyOf('audiobookshelf-production');
    const error = await thrown(frozen.client.sync(key, { prune: false }));
    expect(findRefusal(error)).toBe('sync-window');
    const [windows, project] = await Promise.all([
      frozen.client.onDemand.syncWindows(key),
      frozen.client.onDemand.project(key.project),
    ]);
    expect(toSyncWindows(windows, project, FREEZE)).toMatchObject({
      canSync: false,
    });
  });

  (argocdDescriptionFile ? describe : describe.skip)(
    "by Argo CD's own description",
    () => {
      let description: ArgocdDescription;
      beforeAll(() => {
        description = new ArgocdDescription(argocdDescriptionFile!);
      });

      it('asks and is answered, actions too', () => {
        // Projects are not among the parts that the description has.
        const described = recording.exchanges.filter(
          ({ path }) => !path.startsWith('/api/v1/projects/'),
        );
        const actions = described.filter(({ path }) =>
          path.includes('/resource/actions'),
        );
        expect(actions.length).toBeGreaterThan(4);
        expect([
          ...new Set(described.flatMap(each => description.problems(each))),
        ]).toEqual([]);
        const ran = actions.find(({ method }) => method === 'POST')!;
        expect(
          description.problems({ ...ran, body: { action: 7, force: true } }),
        ).toEqual(
          expect.arrayContaining([
            expect.stringContaining('body.force is not described'),
            expect.stringContaining('body/action must be string'),
          ]),
        );
      });
    },
  );

  async function fault(body: object) {
    const response = await fetch(`${sandbox.argocdUrl}/_sandbox/faults`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${TOKEN}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(200);
  }
});
