import { argocdClient, stateOf } from '../__testUtils__/argocdClient';
import { recording } from '../__testUtils__/recording';
import { SMALL_SEED, deploymentText } from '../__testUtils__/smallSeed';
import { REPO, proposeFiles, testSandbox } from '../__testUtils__/testSandbox';
import type { Application } from './Application';
import { backoffMs } from './operationState';

const BASE = 'kubernetes/services/web/environments/base';

function deployment(tier: string): string {
  return deploymentText('web', 'ghcr.io/acme/web:0.0.0').replace(
    'spec:\n',
    `spec:\n  selector:\n    matchLabels:\n      tier: ${tier}\n`,
  );
}

describe('a sync that the cluster refuses', () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;
  let argocd: ReturnType<typeof argocdClient>;

  beforeEach(async () => {
    sandbox = await testSandbox({
      // So slow that what happens between two attempts can be seen.
      speed: 10,
      files: {
        ...SMALL_SEED,
        [`${BASE}/kustomization.yaml`]:
          'resources:\n  - deployment.yaml\n  - config.yaml\n',
        [`${BASE}/config.yaml`]:
          'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: config\n',
        [`${BASE}/deployment.yaml`]: deployment('old'),
      },
    });
    argocd = argocdClient(sandbox.argocdUrl);
    const { number } = await proposeFiles(sandbox.octokit, 'tier', {
      [`${BASE}/deployment.yaml`]: deployment('web'),
      [`${BASE}/config.yaml`]:
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: config\ndata: {}\n',
    });
    await sandbox.octokit.pulls.merge({ ...REPO, pull_number: number });
  });
  afterEach(() => sandbox.stop());

  const stateNames = ({ status }: Application) => [
    ...Object.keys(status.operationState ?? {}).sort(),
    ...Object.keys(status.operationState?.syncResult ?? {}).sort(),
  ];
  const failed = ({ status }: Application) =>
    status.operationState?.syncResult?.resources?.find(
      each => each.status === 'SyncFailed',
    );
  /** With the names of the recorded Application. */
  const asRecorded = (text = '') =>
    text
      .replace('"web" is', '"kibana" is')
      .replace('{"tier":', '{"app.kubernetes.io/name":"kibana","tier":')
      .replace(/ at \d+:\d\d[AP]M\.$/, ' at 12:42AM.');

  it('is Running while it is tried again, as recorded, and Failed in the end', async () => {
    const real = recording('get-sync-failed-immutable-field');
    await argocd.post('applications/web-production/sync');
    const retrying = await argocd.waitUntil(
      'web-production',
      'waiting for its third retry',
      ({ status }) => status.operationState?.retryCount === 3,
    );
    expect(stateNames(retrying)).toEqual(stateNames(real));
    const { phase, message, operation } = retrying.status.operationState!;
    expect(phase).toBe('Running');
    expect(asRecorded(message)).toBe(real.status.operationState?.message);
    expect(operation.retry).toEqual(real.operation?.retry);
    expect(retrying.operation).toEqual(operation);
    expect({
      ...failed(retrying),
      message: asRecorded(failed(retrying)?.message),
    }).toEqual({
      ...failed(real),
      name: 'web',
      namespace: 'web-production',
      images: ['ghcr.io/acme/web:1.0.0'],
    });
    expect(
      retrying.status.operationState?.syncResult?.resources,
    ).toContainEqual(
      expect.objectContaining({
        name: 'config',
        status: 'Synced',
        hookPhase: 'Succeeded',
      }),
    );
    expect(stateOf(retrying)).toBe(stateOf(real));
    expect(retrying.status.history).toHaveLength(1);

    const ended = await argocd.waitUntil(
      'web-production',
      'given up',
      app => app.operation === undefined,
    );
    expect(ended.status.operationState).toMatchObject({
      phase: 'Failed',
      retryCount: 3,
      message: expect.stringMatching(
        /^one or more .+: field is immutable \(retried 3 times\)\.$/,
      ),
    });
    expect(ended.status.history).toHaveLength(1);
    // What was not refused is applied.
    expect(
      ended.status.resources?.map(({ name, status }) => [name, status]),
    ).toEqual([
      ['web', 'OutOfSync'],
      ['config', 'Synced'],
    ]);
  });

  it('is Failed at once without a retry strategy', async () => {
    await argocd.post('applications/web-production/sync', {
      retryStrategy: { limit: 0 },
    });
    const { status } = await argocd.waitUntil(
      'web-production',
      'failed',
      app => app.status.operationState?.phase === 'Failed',
    );
    expect(status.operationState).not.toHaveProperty('retryCount');
    expect(status.operationState?.message).toMatch(/field is immutable$/);
  });

  it('waits longer each time', () => {
    const retry = {
      limit: 9,
      backoff: { duration: '5s', factor: 2, maxDuration: '1m30s' },
    };
    expect([0, 1, 2, 9].map(count => backoffMs(retry, count))).toEqual([
      5000, 10_000, 20_000, 90_000,
    ]);
    expect(backoffMs({ limit: 1 }, 0)).toBe(5000);
  });
});
