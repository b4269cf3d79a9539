import { argocdClient } from '../__testUtils__/argocdClient';
import { recordedCall } from '../__testUtils__/recording';
import { SMALL_SEED, overlayText } from '../__testUtils__/smallSeed';
import {
  REPO,
  TOKEN,
  proposeFiles,
  testSandbox,
} from '../__testUtils__/testSandbox';
import type { KubeEvent } from './events/KubeEvent';
import type { TreeNode } from './TreeNode';

/** As the windows of the recordings. A Saturday is within the second one. */
const PROJECT = `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata:
  name: team-product
  namespace: argocd
spec:
  syncWindows:
    - kind: deny
      schedule: '* * * * *'
      duration: 1h
      applications: ['*-production']
      manualSync: true
    - kind: deny
      schedule: 0 16 * * 5
      duration: 64h
      timeZone: Europe/Berlin
      applications: [queue-production]
`;
const SATURDAY = new Date('2026-11-28T12:00:00Z');

describe('what Argo CD answers on demand', () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;
  let argocd: ReturnType<typeof argocdClient>;

  beforeAll(async () => {
    sandbox = await testSandbox({
      files: {
        ...SMALL_SEED,
        'kubernetes/teams/product/rbac.yaml': PROJECT,
      },
      windowsAt: SATURDAY,
    });
    argocd = argocdClient(sandbox.argocdUrl);
  }, 60_000);
  afterAll(() => sandbox.stop());

  const merge = async (branch: string, path: string, text: string) => {
    const { number } = await proposeFiles(sandbox.octokit, branch, {
      [path]: text,
    });
    await sandbox.octokit.pulls.merge({ ...REPO, pull_number: number });
  };
  const fault = (body: object) =>
    fetch(`${sandbox.argocdUrl}/_sandbox/faults`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${TOKEN}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify(body),
    });
  const podsOf = async (name: string): Promise<TreeNode[]> =>
    (await argocd.call(`applications/${name}/resource-tree`)).body.nodes.filter(
      ({ kind }: TreeNode) => kind === 'Pod',
    );
  const logOf = async (name: string, query: string) => {
    const response = await fetch(
      `${sandbox.argocdUrl}/api/v1/applications/${name}/logs?${query}`,
      { headers: { Authorization: `Bearer ${TOKEN}` } },
    );
    const text = await response.text();
    return text
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line).result);
  };

  it.each([
    ['syncwindows-open-for-hand', 'web-production'],
    ['syncwindows-closed', 'queue-production'],
  ])('tells the windows as in %s', async (name, application) => {
    const { status, body } = await argocd.call(
      `applications/${application}/syncwindows`,
    );
    expect({ status, body }).toEqual({
      status: recordedCall(name).response.status,
      body: recordedCall(name).response.body,
    });
  });

  it('tells of an application without windows that it can sync', async () => {
    expect(
      (await argocd.call('applications/web-dev/syncwindows')).body,
    ).toEqual({ canSync: true });
  });

  it('refuses a sync in a closed window as in sync-blocked-by-window', async () => {
    const { response } = recordedCall('sync-blocked-by-window');
    expect(await argocd.post('applications/queue-production/sync')).toEqual({
      status: response.status,
      body: response.body,
    });
    const { operation } = await argocd.get('queue-production');
    expect(operation).toBeUndefined();
  });

  it('answers the project of the repository, and 404 for one that there is not', async () => {
    const { body } = await argocd.call('projects/team-product');
    expect(body.spec.syncWindows).toHaveLength(2);
    expect((await argocd.call('projects/team-other')).status).toBe(404);
  });

  it('forbids logs as in logs-forbidden, when its account lacks the right', async () => {
    const real = recordedCall('logs-forbidden').response;
    await fault({ forbidLogs: true });
    try {
      const { status, body } = await argocd.call(
        'applications/web-dev/logs?container=web&tailLines=5',
      );
      const { message, ...others } = body.error;
      const { message: recorded, ...expected } = (
        real.body as { error: { message: string } }
      ).error;
      expect({ status, others }).toEqual({
        status: real.status,
        others: expected,
      });
      const shape = /^permission denied: logs, get, team-product\/\S+, sub: /;
      expect(recorded).toMatch(shape);
      expect(message).toMatch(shape);
      expect(
        (await argocd.call('account/can-i/logs/get/team-product/web-dev')).body,
      ).toEqual({ value: 'no' });
    } finally {
      await fault({});
    }
  });

  it('gives the last lines of a container, and then a last, empty one', async () => {
    const lines = await logOf('web-dev', 'container=web&tailLines=3');
    expect(lines).toHaveLength(4);
    const [pod] = await podsOf('web-dev');
    for (const line of lines.slice(0, 3)) {
      expect(line).toMatchObject({ last: false, podName: pod.name });
      expect(Date.parse(line.timeStampStr)).toBeLessThanOrEqual(Date.now());
    }
    expect(lines[3]).toMatchObject({ last: true, content: '', podName: '' });
  });

  it('says what the cluster refuses as a line of the log', async () => {
    const [pod] = await podsOf('web-dev');
    const [unknown] = await logOf('web-dev', 'container=other');
    expect(unknown.content).toBe(
      `container other is not valid for pod ${pod.name}`,
    );
    const [previous] = await logOf('web-dev', 'container=web&previous=true');
    expect(previous.content).toBe(
      `previous terminated container "web" in pod "${pod.name}" not found`,
    );
    expect(await logOf('web-dev', 'podName=nowhere')).toEqual([]);
  });

  it('tells of syncs and of pods by events', async () => {
    await merge(
      'two',
      'kubernetes/services/web/environments/production/kustomization.yaml',
      overlayText('ghcr.io/acme/web', '2.0.0'),
    );
    await fetch(`${sandbox.argocdUrl}/_sandbox/crashes`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${TOKEN}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({
        application: 'web-production',
        images: ['ghcr.io/acme/web:2.0.0'],
      }),
    });
    await argocd.post('applications/web-production/sync');
    const { status } = await argocd.waitUntil(
      'web-production',
      'Degraded',
      ({ operation, status: now }) =>
        !operation && now.health.status === 'Degraded',
    );
    const revision = status.operationState?.syncResult?.revision;
    const { body } = await argocd.call('applications/web-production/events');
    const items: KubeEvent[] = body.items;
    expect(items.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        `portal initiated sync to main (${revision})`,
        `Sync operation to ${revision} succeeded`,
        'Updated sync status: Synced -> OutOfSync',
        'Updated health status: Progressing -> Degraded (Caused by apps/Deployment:web-production/web)',
      ]),
    );
    const real = (
      recordedCall('events-application').response.body as {
        items: KubeEvent[];
      }
    ).items;
    for (const reason of [
      'OperationStarted',
      'OperationCompleted',
      'ResourceUpdated',
    ]) {
      const [ours, theirs] = [items, real].map(
        all => all.find(event => event.reason === reason)!,
      );
      expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort());
      expect(Object.keys(ours.metadata).sort()).toEqual(
        Object.keys(theirs.metadata).sort(),
      );
      expect(ours.source).toEqual(theirs.source);
    }

    const pod = (await podsOf('web-production')).find(({ images }) =>
      images?.includes('ghcr.io/acme/web:2.0.0'),
    )!;
    expect(pod.info).toEqual(
      expect.arrayContaining([
        { name: 'Status Reason', value: 'CrashLoopBackOff' },
        { name: 'Containers', value: '0/1' },
        { name: 'Restart Count', value: '5' },
      ]),
    );
    const of = (uid: string) =>
      argocd.call(
        `applications/web-production/events?resourceName=${pod.name}&resourceNamespace=${pod.namespace}&resourceUID=${uid}`,
      );
    const reasons = (await of(pod.uid)).body.items.map(
      (event: KubeEvent) => event.reason,
    );
    expect(reasons).toEqual(
      expect.arrayContaining(['Scheduled', 'Started', 'BackOff', 'Unhealthy']),
    );
    expect((await of('other')).status).toBe(400);

    const crash = await logOf(
      'web-production',
      `podName=${pod.name}&container=web&previous=true`,
    );
    expect(crash.at(-2).content).toContain('cannot start');
    const { body: live } = await argocd.call(
      `applications/web-production/resource?version=v1&kind=Pod&namespace=${pod.namespace}&resourceName=${pod.name}`,
    );
    expect(JSON.parse(live.manifest).status.containerStatuses).toEqual([
      expect.objectContaining({ name: 'web', restartCount: 5, ready: false }),
    ]);
  });
});
