import { eventually } from '@stonegarden/test-utils';
import { argocdClient } from '../__testUtils__/argocdClient';
import { recordedCall } from '../__testUtils__/recording';
import { SMALL_SEED, overlayText } from '../__testUtils__/smallSeed';
import { REPO, proposeFiles, testSandbox } from '../__testUtils__/testSandbox';
import type { Application } from './Application';

const PRODUCTION = 'kubernetes/services/web/environments/production';

const overlay = (tag: string) =>
  `${overlayText('ghcr.io/acme/web', tag).replace(
    '  - ../base\n',
    '  - ../base\n  - rollout.yaml\n  - analysistemplate.yaml\n',
  )}namespace: web-production\n`;

/** An analysis in the background from the first pause on, and one that is a step. */
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
  strategy:
    canary:
      steps:
        - setWeight: 10
        - analysis:
            templates:
              - templateName: web-smoke
        - pause: {}
      analysis:
        startingStep: 2
        templates:
          - templateName: web-success-rate
        args:
          - name: canary-hash
            valueFrom:
              podTemplateHashValue: Latest
          - name: namespace
            valueFrom:
              fieldRef:
                fieldPath: metadata.namespace
`;
const TEMPLATES = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: web-smoke
spec:
  metrics:
    - name: errors
      interval: 1m
      count: 3
      successCondition: result[0] <= 0.5
      provider: {}
---
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: web-success-rate
spec:
  args:
    - name: canary-hash
    - name: namespace
    - name: threshold-percent
      value: "95"
  metrics:
    - name: success-rate
      interval: 1m
      failureLimit: 2
      successCondition: len(result) > 0 && result[0] >= {{args.threshold-percent}}
      provider: {}
`;

interface TreeNode {
  kind: string;
  name: string;
  parentRefs?: Array<{ kind: string; name: string }>;
  health?: { status: string; message?: string };
  info?: Array<{ name: string; value: string }>;
}

describe('analyses of a canary', () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;
  let argocd: ReturnType<typeof argocdClient>;

  const start = async (speed: number, rollout = ROLLOUT) => {
    sandbox = await testSandbox({
      speed,
      files: {
        ...SMALL_SEED,
        [`${PRODUCTION}/rollout.yaml`]: rollout,
        [`${PRODUCTION}/analysistemplate.yaml`]: TEMPLATES,
        [`${PRODUCTION}/kustomization.yaml`]: overlay('1.0.0'),
      },
    });
    argocd = argocdClient(sandbox.argocdUrl);
  };
  beforeEach(() => start(20));
  afterEach(() => sandbox.stop());

  const release = async (tag: string) => {
    await proposeFiles(sandbox.octokit, `tag-${tag}`, {
      [`${PRODUCTION}/kustomization.yaml`]: overlay(tag),
    });
    await sandbox.octokit.pulls.merge({ ...REPO, pull_number: 1 });
    await argocd.post('applications/web-production/sync');
  };
  const wait = (what: string, condition: (it: Application) => boolean) =>
    argocd.waitUntil('web-production', what, condition);
  const paused = () =>
    wait('paused', ({ status }) => status.health.status === 'Suspended');
  const act = (action: string) =>
    argocd.post('applications/web-production/resource/actions/v2', {
      group: 'argoproj.io',
      version: 'v1alpha1',
      kind: 'Rollout',
      namespace: 'web-production',
      resourceName: 'web',
      action,
    });
  const manifest = async (kind: string, name: string) => {
    const { status, body } = await argocd.call(
      `applications/web-production/resource?group=argoproj.io&version=v1alpha1&kind=${kind}&namespace=web-production&resourceName=${name}`,
    );
    expect([name, status]).toEqual([name, 200]);
    return JSON.parse(body.manifest);
  };
  const runs = async (): Promise<TreeNode[]> => {
    const { body } = await argocd.call(
      'applications/web-production/resource-tree',
    );
    return body.nodes.filter(({ kind }: TreeNode) => kind === 'AnalysisRun');
  };
  const eventuallyMeasured = async (name: string, count: number) => {
    for (let attempt = 0; attempt < 100; attempt++) {
      const run = await manifest('AnalysisRun', name);
      if ((run.status.metricResults[0]?.count ?? 0) >= count) {
        return run;
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    throw new Error(`${name} has not measured ${count} times`);
  };

  it('measure one after the other; that of a step has it go on, that in the background runs to the end', async () => {
    await release('2.0.0');
    await paused();
    const { status } = await manifest('Rollout', 'web');
    expect(status).toMatchObject({
      currentStepIndex: 2,
      canary: {
        currentBackgroundAnalysisRunStatus: {
          name: `web-${status.currentPodHash}-2`,
          status: 'Running',
        },
      },
    });
    const smoke = await manifest(
      'AnalysisRun',
      `web-${status.currentPodHash}-2-1`,
    );
    expect(smoke.status).toMatchObject({
      phase: 'Successful',
      metricResults: [
        { name: 'errors', phase: 'Successful', count: 3, successful: 3 },
      ],
    });
    for (const { value } of smoke.status.metricResults[0].measurements) {
      expect(JSON.parse(value)[0]).toBeLessThanOrEqual(0.5);
    }

    const background = await eventuallyMeasured(
      `web-${status.currentPodHash}-2`,
      2,
    );
    expect(background.spec.args).toEqual([
      { name: 'canary-hash', value: status.currentPodHash },
      { name: 'namespace', value: 'web-production' },
      { name: 'threshold-percent', value: '95' },
    ]);
    expect(background.status.phase).toBe('Running');
    for (const { value } of background.status.metricResults[0].measurements) {
      expect(JSON.parse(value)[0]).toBeGreaterThanOrEqual(95);
    }

    await act('resume');
    await wait('promoted', it => it.status.health.status === 'Healthy');
    expect(
      await manifest('AnalysisRun', `web-${status.currentPodHash}-2`),
    ).toMatchObject({
      status: { phase: 'Successful', message: 'Run Terminated' },
    });
  });

  it('stand in the tree as recorded', async () => {
    const [real] = (
      recordedCall('resource-tree-canary-paused').response.body as {
        nodes: TreeNode[];
      }
    ).nodes.filter(({ kind }) => kind === 'AnalysisRun');
    await release('2.0.0');
    await paused();
    const run = (await runs()).find(
      ({ health }) => health?.status === 'Progressing',
    );
    expect(Object.keys(run ?? {}).sort()).toEqual(Object.keys(real).sort());
    expect(run).toMatchObject({
      health: real.health,
      info: real.info,
      parentRefs: [{ kind: 'Rollout', name: 'web' }],
    });
    // A measurement changes nothing of the Application: no stream tells of it.
    const versionOf = async () =>
      (await argocd.get('web-production')).metadata.resourceVersion;
    const version = await versionOf();
    const measured = await eventuallyMeasured(run!.name, 1);
    await eventuallyMeasured(
      run!.name,
      measured.status.metricResults[0].count + 2,
    );
    expect(await versionOf()).toBe(version);
  });

  it('abort the canary of a release that fails them, and say why', async () => {
    await release('2.0.0-failing');
    const aborted = await wait(
      'aborted',
      ({ status }) => status.health.status === 'Degraded',
    );
    expect(aborted.status.summary.images).toHaveLength(2);
    const { status } = await manifest('Rollout', 'web');
    expect(status.message).toBe(
      'RolloutAborted: Rollout aborted update to revision 2: Step-based analysis phase error/failed: Metric "errors" assessed Failed due to failed (1) > failureLimit (0)',
    );
    expect(
      (await manifest('AnalysisRun', `web-${status.currentPodHash}-2-1`))
        .status,
    ).toMatchObject({
      phase: 'Failed',
      metricResults: [{ phase: 'Failed', failed: 1 }],
    });

    // What it leaves out, it does not fail.
    await act('promote-full');
    await wait('promoted', it => it.status.health.status === 'Healthy');
  });

  it('end with an abort, and begin under another name with a retry', async () => {
    await release('2.0.0');
    await paused();
    const { currentPodHash } = (await manifest('Rollout', 'web')).status;
    await act('abort');
    expect((await runs()).map(({ health }) => health?.status)).toEqual([
      'Healthy',
      'Healthy',
    ]);
    await act('retry');
    await paused();
    expect((await runs()).map(({ name }) => name)).toEqual([
      `web-${currentPodHash}-2-1`,
      `web-${currentPodHash}-2`,
      `web-${currentPodHash}-2-1.1`,
      `web-${currentPodHash}-2.1`,
    ]);
  });

  it('are not cut short by the end of a pause that a person has ended', async () => {
    await sandbox.stop();
    await start(
      20,
      ROLLOUT.replace(
        '- setWeight: 10\n',
        '- setWeight: 10\n        - pause:\n            duration: 10m\n',
      ),
    );
    await release('2.0.0');
    await paused();
    await act('resume');
    await wait(
      'at its pause without an end',
      ({ status }) => status.health.status === 'Suspended',
    );
    const { status } = await manifest('Rollout', 'web');
    expect(
      (await manifest('AnalysisRun', `web-${status.currentPodHash}-2-2`))
        .status,
    ).toMatchObject({ phase: 'Successful', metricResults: [{ count: 3 }] });
  });

  it('are skipped as a step', async () => {
    // Slow enough that the step is still going on when it is skipped.
    await sandbox.stop();
    await start(1);
    await release('2.0.0');
    await eventually(async () => {
      const { status } = await manifest('Rollout', 'web');
      expect(status.currentStepIndex).toBe(1);
    });
    await act('skip-current-step');
    const { status } = await manifest('Rollout', 'web');
    expect(status.currentStepIndex).toBe(2);
    expect(
      (await manifest('AnalysisRun', `web-${status.currentPodHash}-2-1`)).status
        .message,
    ).toBe('Run Terminated');
  });
});
