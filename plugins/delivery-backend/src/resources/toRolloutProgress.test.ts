import { recording } from '../__testUtils__/fixtures';
import { readTree } from '../argocd/readModel/readDetails';
import { readManifest } from './readManifest';
import { toAnalysisRun } from './toAnalysisRun';
import { toRolloutProgress } from './toRolloutProgress';

const of = (state: string) =>
  toRolloutProgress(
    readManifest(recording(`rollout-resource-${state}`)),
    readTree(recording(`resource-tree-canary-${state}`)),
    [],
    'audiobookshelf',
  );
const generated = (spec: object, status: object) =>
  toRolloutProgress(
    { metadata: { name: 'shop' }, spec, status },
    [],
    [],
    'shop',
  );

describe('toRolloutProgress', () => {
  it('tells a canary that waits', () => {
    expect(of('paused')).toEqual({
      name: 'audiobookshelf',
      namespace: 'audiobookshelf-canary',
      strategy: 'canary',
      phase: 'Paused',
      message: 'CanaryPauseStep',
      podHash: expect.stringMatching(/^[a-z0-9]{9,10}$/),
      stable: { images: [expect.objectContaining({ tag: '2.29.0' })] },
      next: { images: [expect.objectContaining({ tag: '2.30.0' })] },
      steps: [
        { type: 'weight', weight: 10 },
        { type: 'pause', seconds: 600 },
        { type: 'weight', weight: 50 },
        { type: 'pause', seconds: 600 },
      ],
      step: 1,
      weight: 10,
      pods: { next: 1, stable: expect.any(Number), desired: 10 },
      pausedSince: '2026-11-29T00:17:46.000Z',
      pausedUntil: '2026-11-29T00:27:46.000Z',
      analysisRuns: [],
      backgroundAnalysis: { startingStep: 1 },
    });
  });

  it('tells one that was aborted, and why', () => {
    expect(of('aborted')).toMatchObject({
      phase: 'Aborted',
      weight: 0,
      message: expect.stringContaining('abort'),
    });
  });

  it.each([
    [{ duration: 30 }, { type: 'pause', seconds: 30 }],
    [{ duration: '30' }, { type: 'pause', seconds: 30 }],
    [{ duration: '1h30m' }, { type: 'pause', seconds: 5400 }],
    [{}, { type: 'pause' }],
  ])('reads the pause %j', (pause, step) => {
    expect(
      generated({ strategy: { canary: { steps: [{ pause }] } } }, {})?.steps,
    ).toEqual([step]);
  });

  it('goes by the weight that is set, and has none where one version runs', () => {
    const spec = {
      strategy: {
        canary: {
          steps: [{ setWeight: 20 }, { analysis: {} }, { setMirrorRoute: {} }],
        },
      },
    };
    const under = { stableRS: 'a', currentPodHash: 'b', currentStepIndex: 0 };
    expect(generated(spec, under)).toMatchObject({ weight: 20 });
    expect(
      generated(spec, {
        ...under,
        canary: { weights: { canary: { weight: 5 } } },
      }),
    ).toMatchObject({ weight: 5 });
    expect(generated(spec, { ...under, currentStepIndex: 3 })).toMatchObject({
      weight: 100,
      step: 3,
    });
    const done = generated(spec, { ...under, currentPodHash: 'a' });
    expect(done).not.toHaveProperty('weight');
    expect(done?.steps.slice(1)).toEqual([
      { type: 'analysis' },
      { type: 'other', name: 'setMirrorRoute' },
    ]);
  });

  it('tells that the steps that are left are left out', () => {
    const under = { stableRS: 'a', currentPodHash: 'b', promoteFull: true };
    expect(generated({}, under)).toMatchObject({
      podHash: 'b',
      promotesFully: true,
    });
  });

  it('waits for a person where a pause has no end', () => {
    const progress = generated(
      { strategy: { canary: { steps: [{ pause: {} }] } } },
      {
        stableRS: 'a',
        currentPodHash: 'b',
        currentStepIndex: 0,
        phase: 'Paused',
        pauseConditions: [
          { reason: 'CanaryPauseStep', startTime: '2026-01-01T00:00:00Z' },
        ],
      },
    );
    expect(progress?.pausedSince).toBe('2026-01-01T00:00:00.000Z');
    expect(progress).not.toHaveProperty('pausedUntil');
  });

  it.each([
    [
      { startingStep: 2, templates: [{ templateName: 'rate' }] },
      { startingStep: 2 },
    ],
    [{ templates: [{ templateName: 'rate' }] }, { startingStep: 0 }],
    [{ startingStep: 2, templates: [] }, undefined],
    [undefined, undefined],
    ['rate', undefined],
  ])('knows from which step on %j judges in the background', (analysis, is) => {
    const progress = generated(
      { strategy: { canary: { steps: [{ setWeight: 20 }], analysis } } },
      {},
    );
    expect(progress?.backgroundAnalysis).toEqual(is);
    expect(progress?.steps).toHaveLength(1);
  });

  it('takes nothing else for a Rollout', () => {
    expect(toRolloutProgress(undefined, [], [], 'shop')).toBeUndefined();
    expect(generated({ strategy: { blueGreen: {} } }, {})).toMatchObject({
      strategy: 'blueGreen',
      phase: 'Unknown',
      steps: [],
    });
  });
});

describe('toAnalysisRun', () => {
  it('tells each metric with its condition and its last measurements', () => {
    const measurements = Array.from({ length: 60 }, (_, index) => ({
      phase: 'Successful',
      value: `[0.${index}]`,
      finishedAt: '2026-01-01T00:00:00Z',
    }));
    const run = toAnalysisRun({
      metadata: { name: 'shop-abc-2' },
      spec: {
        metrics: [{ name: 'rate', successCondition: 'result[0] > 0.9' }],
      },
      status: {
        phase: 'Failed',
        message: 'asked http://prometheus.internal:9090',
        metricResults: [
          { name: 'rate', phase: 'Failed', failed: 2, measurements },
        ],
      },
    });
    expect(run).toMatchObject({
      name: 'shop-abc-2',
      phase: 'Failed',
      message: 'asked …',
      metrics: [
        { failed: 2, successful: 0, successCondition: 'result[0] > 0.9' },
      ],
    });
    expect(run?.metrics[0].measurements).toHaveLength(50);
    expect(run?.metrics[0].measurements.at(-1)?.value).toBe('[0.59]');
    expect(toAnalysisRun({})).toBeUndefined();
  });

  it.each([
    ['Step', 'step'],
    ['Background', 'background'],
    ['PrePromotion', undefined],
    [undefined, undefined],
  ])('knows what a run of type %s is for', (label, type) => {
    expect(
      toAnalysisRun({
        metadata: { name: 'shop-2', labels: { 'rollout-type': label } },
      })?.type,
    ).toBe(type);
  });

  it('says what the arguments of a condition stand for, and which metric was not measured yet', () => {
    const run = toAnalysisRun({
      metadata: { name: 'shop-abc-2' },
      spec: {
        args: [
          { name: 'threshold-percent', value: '95' },
          { name: 'token', valueFrom: { secretKeyRef: {} } },
        ],
        metrics: [
          {
            name: 'rate',
            successCondition: 'result[0] >= {{args.threshold-percent}}',
          },
          { name: 'other', successCondition: 'result == {{ args.token }}' },
        ],
      },
      status: {
        phase: 'Running',
        metricResults: [{ name: 'rate', phase: 'Running', successful: 1 }],
      },
    });
    expect(run?.metrics).toMatchObject([
      { name: 'rate', successCondition: 'result[0] >= 95' },
      {
        name: 'other',
        phase: 'Pending',
        successCondition: 'result == {{ args.token }}',
        successful: 0,
        measurements: [],
      },
    ]);
  });
});
