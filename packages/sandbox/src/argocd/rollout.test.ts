import { argocdClient, stateOf } from '../__testUtils__/argocdClient';
import { recordedCall } from '../__testUtils__/recording';
import { SMALL_SEED, overlayText } from '../__testUtils__/smallSeed';
import { REPO, proposeFiles, testSandbox } from '../__testUtils__/testSandbox';
import type { Application } from './Application';

const PRODUCTION = 'kubernetes/services/web/environments/production';
const QUERY =
  'group=argoproj.io&version=v1alpha1&kind=Rollout&namespace=web-production&resourceName=web';

function overlay(tag: string): string {
  return `${overlayText('ghcr.io/acme/web', tag).replace(
    '  - ../base\n',
    '  - ../base\n  - rollout.yaml\n',
  )}namespace: web-production\n`;
}

const ROLLOUT = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: web
spec:
  replicas: 10
  workloadRef:
    apiVersion: apps/v1
    kind: Deployment
    name: web
    scaleDown: onsuccess
  strategy:
    canary:
      steps:
        - setWeight: 10
        - pause:
            duration: 10m
        - setWeight: 50
        - pause: {}
`;

const recorded = (name: string) =>
  recordedCall(name).response.body as unknown as {
    actions: Array<{ name: string }>;
  };
const byName = (actions: Array<{ name: string }>) =>
  [...actions].sort((one, other) => one.name.localeCompare(other.name));

interface Node {
  kind: string;
  name: string;
  images?: string[];
  health?: { status: string; message?: string };
  parentRefs?: Array<{ kind: string; name: string }>;
}

describe('a Rollout', () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;
  let argocd: ReturnType<typeof argocdClient>;

  beforeEach(async () => {
    sandbox = await testSandbox({
      speed: 20,
      files: {
        ...SMALL_SEED,
        [`${PRODUCTION}/rollout.yaml`]: ROLLOUT,
        [`${PRODUCTION}/kustomization.yaml`]: overlay('1.0.0'),
      },
    });
    argocd = argocdClient(sandbox.argocdUrl);
  });
  afterEach(() => sandbox.stop());

  let count = 0;
  const release = async (tag: string) => {
    count += 1;
    const { number } = await proposeFiles(sandbox.octokit, `tag-${count}`, {
      [`${PRODUCTION}/kustomization.yaml`]: overlay(tag),
    });
    await sandbox.octokit.pulls.merge({ ...REPO, pull_number: number });
    await argocd.post('applications/web-production/sync');
  };
  const wait = (what: string, condition: (it: Application) => boolean) =>
    argocd.waitUntil('web-production', what, condition);
  const rollout = async () => {
    const { status, body } = await argocd.call(
      `applications/web-production/resource?${QUERY}`,
    );
    expect(status).toBe(200);
    return JSON.parse(body.manifest);
  };
  const tree = async (): Promise<Node[]> =>
    (await argocd.call('applications/web-production/resource-tree')).body.nodes;
  const podsOf = (nodes: Node[], hash: string) =>
    nodes.filter(
      ({ kind, parentRefs }) =>
        kind === 'Pod' && parentRefs?.[0].name === `web-${hash}`,
    );

  it('runs one version before the first canary, in pods of its own', async () => {
    const { status } = await rollout();
    expect(status.stableRS).toBe(status.currentPodHash);
    const nodes = await tree();
    expect(podsOf(nodes, status.stableRS)).toHaveLength(10);
    expect(nodes.filter(({ kind }) => kind === 'Pod')).toHaveLength(10);
    expect(stateOf(await argocd.get('web-production'))).toBe('Synced/Healthy');
  });

  it('goes step by step, is Suspended while it pauses, and waits at a pause without an end', async () => {
    await release('2.0.0');
    const first = await wait(
      'at its first pause',
      ({ status }) => status.health.status === 'Suspended',
    );
    expect(first.status).toMatchObject({
      sync: { status: 'Synced' },
      health: { message: 'Caused by argoproj.io/Rollout:web-production/web' },
      operationState: { phase: 'Succeeded' },
      summary: { images: ['ghcr.io/acme/web:1.0.0', 'ghcr.io/acme/web:2.0.0'] },
    });
    const { spec, status } = await rollout();
    expect(spec.strategy.canary.steps).toHaveLength(4);
    expect(status).toMatchObject({
      currentStepIndex: 1,
      message: 'CanaryPauseStep',
      pauseConditions: [{ reason: 'CanaryPauseStep' }],
    });
    expect(status.stableRS).not.toBe(status.currentPodHash);
    const nodes = await tree();
    expect(
      podsOf(nodes, status.currentPodHash).map(({ images }) => images),
    ).toEqual([['ghcr.io/acme/web:2.0.0']]);
    const stable = podsOf(nodes, status.stableRS);
    expect(stable).toHaveLength(9);
    expect(stable[0].images).toEqual(['ghcr.io/acme/web:1.0.0']);
    expect(nodes).toContainEqual(
      expect.objectContaining({
        kind: 'Rollout',
        name: 'web',
        health: { status: 'Suspended', message: 'CanaryPauseStep' },
      }),
    );

    await wait('going on', it => it.status.health.status === 'Progressing');
    await wait('pausing', it => it.status.health.status === 'Suspended');
    expect((await rollout()).status).toMatchObject({ currentStepIndex: 3 });
    // Another sync of the same does not move it.
    await argocd.post('applications/web-production/sync');
    const again = await wait(
      'synced again',
      it => it.status.history?.length === 3,
    );
    expect(again.status.health.status).toBe('Suspended');
    expect(again.status.summary.images).toHaveLength(2);

    // The stable version again skips all steps.
    await release('1.0.0');
    await wait('back', it => it.status.health.status === 'Healthy');
    const back = (await rollout()).status;
    expect(back.stableRS).toBe(back.currentPodHash);
    expect((await argocd.get('web-production')).status.summary.images).toEqual([
      'ghcr.io/acme/web:1.0.0',
    ]);
  });

  it('is aborted and Degraded when its pods do not come up, and the stable version runs on alone', async () => {
    await release('2.0.0-broken');
    const aborted = await wait(
      'aborted',
      ({ status }) => status.health.status === 'Degraded',
    );
    expect(aborted.status.summary.images).toEqual([
      'ghcr.io/acme/web:1.0.0',
      'ghcr.io/acme/web:2.0.0-broken',
    ]);
    const { status } = await rollout();
    expect(status).toMatchObject({
      abort: true,
      currentStepIndex: 0,
      message: 'RolloutAborted: Rollout aborted update to revision 2',
      phase: 'Degraded',
    });
    expect(status).not.toHaveProperty('pauseConditions');
    const alone = await wait(
      'scaled down',
      it => it.status.summary.images?.length === 1,
    );
    expect(alone.status.summary.images).toEqual(['ghcr.io/acme/web:1.0.0']);
    expect(stateOf(alone)).toBe('Synced/Degraded');
  });

  describe('and the actions of a person', () => {
    const RESOURCE = {
      group: 'argoproj.io',
      version: 'v1alpha1',
      kind: 'Rollout',
      namespace: 'web-production',
      resourceName: 'web',
    };
    const act = (action: string, more: object = {}) =>
      argocd.post('applications/web-production/resource/actions/v2', {
        ...RESOURCE,
        action,
        ...more,
      });

    it('is aborted and begun again', async () => {
      await release('2.0.0');
      await wait(
        'paused',
        ({ status }) => status.health.status === 'Suspended',
      );
      expect(await act('abort')).toEqual({ status: 200, body: {} });
      const aborted = await argocd.get('web-production');
      expect(aborted.status.health).toMatchObject({
        status: 'Degraded',
        message: 'Caused by argoproj.io/Rollout:web-production/web',
      });
      expect((await rollout()).status).toMatchObject({
        abort: true,
        currentStepIndex: 0,
        message: 'RolloutAborted: Rollout aborted update to revision 2',
        phase: 'Degraded',
      });
      // Again changes nothing, as everything that makes no sense now.
      const { status } = await rollout();
      for (const action of ['abort', 'resume', 'skip-current-step']) {
        expect((await act(action)).status).toBe(200);
        expect((await rollout()).status).toMatchObject({
          abort: true,
          abortedAt: status.abortedAt,
        });
      }

      expect(await act('retry')).toEqual({ status: 200, body: {} });
      const retried = await argocd.get('web-production');
      expect(retried.status).toMatchObject({
        health: { status: 'Progressing' },
        summary: {
          images: ['ghcr.io/acme/web:1.0.0', 'ghcr.io/acme/web:2.0.0'],
        },
      });
      expect((await rollout()).status).not.toHaveProperty('abort');
      await wait('paused again', it => it.status.health.status === 'Suspended');
    });

    it('goes on, skips steps and is promoted', async () => {
      await release('2.0.0');
      await wait(
        'paused',
        ({ status }) => status.health.status === 'Suspended',
      );
      await act('resume');
      await wait(
        'at its pause without an end',
        it => it.status.health.status === 'Suspended',
      );
      await act('promote-full');
      // Its controller takes back an abort until it is done.
      await act('abort');
      const { status } = await rollout();
      expect(status).toMatchObject({ promoteFull: true, currentStepIndex: 4 });
      expect(status).not.toHaveProperty('abort');
      const done = await wait(
        'promoted',
        it => it.status.health.status === 'Healthy',
      );
      expect(done.status.summary.images).toEqual(['ghcr.io/acme/web:2.0.0']);
      expect((await rollout()).status).not.toHaveProperty('promoteFull');
      // Nothing is aborted where no canary is under way.
      await act('abort');
      expect((await argocd.get('web-production')).status.health.status).toBe(
        'Healthy',
      );
    });

    it('promotes an aborted one when it is told to, as Argo Rollouts does', async () => {
      await release('2.0.0');
      await wait(
        'paused',
        ({ status }) => status.health.status === 'Suspended',
      );
      await act('abort');
      await act('promote-full');
      const done = await wait(
        'promoted',
        it => it.status.health.status === 'Healthy',
      );
      expect(done.status.summary.images).toEqual(['ghcr.io/acme/web:2.0.0']);
    });

    it('are listed as Argo CD lists them, paused and aborted', async () => {
      const listed = async () =>
        byName(
          (
            await argocd.call(
              `applications/web-production/resource/actions?${QUERY}`,
            )
          ).body.actions,
        );
      await release('2.0.0');
      await wait(
        'paused',
        ({ status }) => status.health.status === 'Suspended',
      );
      expect(await listed()).toEqual(
        byName(recorded('rollout-actions-paused').actions),
      );
      await act('abort');
      expect(await listed()).toEqual(
        byName(recorded('rollout-actions-aborted').actions),
      );
    });

    it('are refused as Argo CD refuses them', async () => {
      expect(await act('nonsense')).toMatchObject({
        status: 500,
        body: {
          code: 2,
          message:
            'error getting Lua resource action: built-in script does not exist',
        },
      });
      expect(await act('abort', { resourceName: 'other' })).toMatchObject({
        status: 400,
        body: { code: 3 },
      });
      expect(
        (
          await argocd.post('applications/web-production/resource/actions/v2', {
            ...RESOURCE,
            action: 'abort',
            project: 'another',
          })
        ).status,
      ).toBe(404);
    });
  });

  it('is not found as part of an application that has none', async () => {
    const { status, body } = await argocd.call(
      `applications/web-dev/resource?${QUERY}`,
    );
    expect(status).toBe(400);
    expect(body.message).toBe(
      'Rollout argoproj.io web not found as part of application web-dev',
    );
  });
});
