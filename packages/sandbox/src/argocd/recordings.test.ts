import { argocdClient } from '../__testUtils__/argocdClient';
import { recordedCall, recording } from '../__testUtils__/recording';
import { overlayText, serviceFiles } from '../__testUtils__/smallSeed';
import {
  REPO,
  TOKEN,
  proposeFiles,
  testSandbox,
} from '../__testUtils__/testSandbox';
import type { Application } from './Application';

/** The names of what is read of an operation. */
function namesOf({ status }: Application) {
  const { operationState } = status;
  return {
    state: Object.keys(operationState ?? {}).sort(),
    syncResult: Object.keys(operationState?.syncResult ?? {})
      .filter(name => name !== 'resources')
      .sort(),
  };
}

describe('Argo CD as it was recorded', () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;
  let argocd: ReturnType<typeof argocdClient>;

  beforeEach(async () => {
    sandbox = await testSandbox();
    argocd = argocdClient(sandbox.argocdUrl);
    await proposeFiles(sandbox.octokit, 'x', {
      'kubernetes/services/web/environments/production/kustomization.yaml':
        overlayText('ghcr.io/acme/web', '2.0.0'),
    });
    await sandbox.octokit.pulls.merge({ ...REPO, pull_number: 1 });
  });
  afterEach(() => sandbox.stop());

  const sync = (body: object) =>
    argocd.post('applications/web-production/sync', body);
  const ended = () =>
    argocd.waitUntil(
      'web-production',
      'done',
      ({ operation, status }) =>
        operation === undefined && status.operationState !== undefined,
    );

  /** What the stream says of an application from now on, state by state. */
  async function watch(name: string) {
    const response = await fetch(
      `${sandbox.argocdUrl}/api/v1/stream/applications?name=${name}`,
      { headers: { Authorization: `Bearer ${TOKEN}` } },
    );
    return {
      first: async (condition: (application: Application) => boolean) => {
        let text = '';
        for await (const chunk of response.body ?? []) {
          text += Buffer.from(chunk).toString();
          const lines = text.split('\n');
          text = lines.pop() ?? '';
          const found = lines
            .filter(Boolean)
            .map(line => JSON.parse(line).result.application as Application)
            .find(condition);
          if (found) {
            return found;
          }
        }
        throw new Error('The stream ended');
      },
    };
  }

  it('answers a sync before it has begun', async () => {
    for (const { operation, status } of [
      recording('sync-dry-run'),
      (await sync({ dryRun: true })).body as Application,
    ]) {
      expect(operation?.sync.dryRun).toBe(true);
      expect(status).not.toHaveProperty('operationState');
      expect(status.history).toHaveLength(1);
    }
    await ended();
  });

  it.each([
    ['get-after-dry-run', { dryRun: true }],
    [
      'get-after-partial-sync',
      { resources: [{ group: 'apps', kind: 'Deployment', name: 'web' }] },
    ],
  ])('ends as in %s: Succeeded, and no deployment', async (name, body) => {
    const real = recording(name);
    await sync(body);
    const application = await ended();
    expect(namesOf(application)).toEqual(namesOf(real));
    const { phase, message } = application.status.operationState!;
    expect({ phase, message }).toEqual({
      phase: real.status.operationState?.phase,
      message: real.status.operationState?.message,
    });
    for (const { status } of [real, application]) {
      expect(status.history).toHaveLength(1);
      expect(status.operationState?.syncResult?.revision).not.toBe(
        status.history?.[0].revision,
      );
    }
  });

  it('ends a sync and a rollback with an entry in the history, and names the images of before', async () => {
    await sync({});
    await argocd.waitUntil(
      'web-production',
      'on 2.0.0',
      ({ status }) =>
        status.history?.length === 2 && status.health.status === 'Healthy',
    );
    const watched = await watch('web-production');
    await argocd.post('applications/web-production/rollback', { id: 0 });
    const application = await watched.first(
      ({ operation, status }) =>
        operation === undefined && status.history?.length === 3,
    );
    const real = recording('get-after-rollback');
    expect(namesOf(application)).toEqual(namesOf(real));
    for (const { status } of [real, application]) {
      const entry = status.history?.at(-1);
      expect(Object.keys(entry ?? {}).sort()).toEqual([
        'deployStartedAt',
        'deployedAt',
        'id',
        'initiatedBy',
        'revision',
        'source',
      ]);
      expect(entry?.revision).toBe(status.operationState?.syncResult?.revision);
      expect(entry?.deployedAt).toBe(status.operationState?.finishedAt);
      expect(entry?.deployedAt).toMatch(/^[\d-]+T[\d:]+Z$/);
      expect(status.health.status).toBe('Progressing');
    }
    expect(application.status.summary.images).toEqual([
      'ghcr.io/acme/web:2.0.0',
    ]);
    await argocd.waitUntil(
      'web-production',
      'compared again, as in the recording',
      ({ status }) => status.sync.status === real.status.sync.status,
    );
  });

  it('answers one application with the health of each resource, and a sync or a list without', async () => {
    const healthOf = (application: Application) =>
      application.status.resources?.map(({ health }) => health);
    const real = recording('get-after-partial-sync');
    const names = (application: Application) =>
      Object.keys(
        application.status.resources?.find(
          ({ kind }) => kind === 'Deployment',
        ) ?? {},
      ).sort();
    const one = await argocd.get('web-production');
    expect(names(one)).toEqual(names(real));
    expect(healthOf(one)).toEqual([{ status: 'Healthy' }]);
    for (const { status } of [one, real]) {
      expect(status).toHaveProperty('resourceHealthSource', 'appTree');
    }
    const watched = await watch('web-production');
    expect(healthOf(await watched.first(() => true))).toEqual(healthOf(one));

    const { body: list } = await argocd.call(
      'applications?name=web-production',
    );
    const answer: Application = (await sync({ dryRun: true })).body;
    for (const each of [list.items[0], answer, recording('sync-dry-run')]) {
      expect(names(each)).not.toContain('health');
    }
    await ended();
  });

  it('says of a workload that moves what it waits for', async () => {
    const real = recording('get-after-rollback');
    const watched = await watch('web-production');
    await sync({});
    const moving = await watched.first(
      ({ status }) => status.health.status === 'Progressing',
    );
    const progress = ({ status }: Application) =>
      status.resources?.find(({ kind }) => kind === 'Deployment')?.health;
    expect(progress(moving)).toEqual(progress(real));
    expect(moving.status.health.message).toBe(
      real.status.health.message?.replace(/:.*/, ':web-production/web'),
    );
  });

  it('calls each resource of an application that was never deployed Missing', async () => {
    await proposeFiles(
      sandbox.octokit,
      'news',
      serviceFiles('kubernetes/services/news', 'news', { production: '1' }),
    );
    await sandbox.octokit.pulls.merge({ ...REPO, pull_number: 2 });
    const real = recording('get-never-deployed').status;
    const { status } = await argocd.get('news-production');
    for (const { resources = [], ...of } of [real, status]) {
      expect(resources.length).toBeGreaterThan(0);
      for (const resource of resources) {
        expect(resource).toMatchObject({
          status: 'OutOfSync',
          health: { status: 'Missing' },
        });
      }
      expect(of).not.toHaveProperty('history');
      expect(of).not.toHaveProperty('operationState');
      expect(of.summary).toEqual({});
    }
  });

  it.each([
    'get-missing',
    'get-missing-with-project',
    'get-wrong-project',
    'list-no-token',
    'session-wrong-password',
    'rollback-under-auto-sync',
    'rollback-unknown-id',
    'sync-to-other-revision-under-auto-sync',
    'terminate-nothing-running',
    'revision-metadata-unknown',
  ])('refuses as in %s', async name => {
    const here = (text: string) =>
      text
        .replaceAll('audiobookshelf-dev', 'web-dev')
        .replaceAll('audiobookshelf-staging', 'web-production');
    const { request, response } = recordedCall(name);
    // The commit that it was asked for is one of a repository that is not here.
    const head = (await argocd.get('web-dev')).status.sync.revision ?? '';
    const asked = JSON.stringify(request.body ?? {});
    const [commit = head] = /[0-9a-f]{40}/.exec(asked) ?? [];
    const answer = await fetch(`${sandbox.argocdUrl}${here(request.path)}`, {
      method: request.method,
      headers: {
        'Content-Type': 'application/json',
        ...(request.account === 'no token'
          ? {}
          : { Authorization: `Bearer ${TOKEN}` }),
      },
      ...(request.method === 'POST'
        ? { body: asked.replaceAll(commit, head) }
        : {}),
    });
    expect({ status: answer.status, body: await answer.json() }).toEqual({
      status: response.status,
      body: JSON.parse(
        here(JSON.stringify(response.body)).replaceAll(commit, head),
      ),
    });
  });
});
