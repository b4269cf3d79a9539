import { argocdClient } from '../__testUtils__/argocdClient';
import { recording } from '../__testUtils__/recording';
import { overlayText } from '../__testUtils__/smallSeed';
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
      ({ status }) => status.history?.length === 3,
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
});
