import type {
  AnalysisRun,
  RolloutProgress,
} from '@stonegarden/backstage-plugin-delivery-common';
import { analysisMetric, rolloutProgress } from '../__testUtils__/canary';
import { leftOutChecks } from './leftOutChecks';

const run = (overrides: Partial<AnalysisRun> = {}): AnalysisRun => ({
  name: 'shop-2',
  phase: 'Running',
  type: 'background',
  metrics: [analysisMetric()],
  ...overrides,
});
/** With steps that leave nothing out, so that only analyses beside them are told. */
const besideSteps = (overrides: Partial<RolloutProgress>) =>
  leftOutChecks(
    rolloutProgress({
      steps: [{ type: 'weight', weight: 10 }],
      step: 0,
      analysisRuns: [],
      backgroundAnalysis: undefined,
      ...overrides,
    }),
    'promote-full',
  );
const BACKGROUND = { type: 'background' };

describe('leftOutChecks', () => {
  it('has what would have judged the version, from where it stands', () => {
    const progress = (step: number) =>
      rolloutProgress({
        step,
        analysisRuns: [],
        backgroundAnalysis: undefined,
      });
    expect(leftOutChecks(progress(1), 'promote-full')).toEqual([
      { type: 'step', step: { type: 'pause', seconds: 600 } },
      { type: 'step', step: { type: 'analysis' } },
      { type: 'step', step: { type: 'pause' } },
    ]);
    expect(leftOutChecks(progress(2), 'skip-current-step')).toEqual([
      { type: 'step', step: { type: 'analysis' } },
    ]);
    expect(leftOutChecks(progress(5), 'promote-full')).toEqual([]);
  });

  it('leaves the analysis in the background out with everything, not with one step', () => {
    const progress = rolloutProgress({ step: 4, analysisRuns: [run()] });
    expect(leftOutChecks(progress, 'promote-full')).toEqual([
      { type: 'step', step: { type: 'pause' } },
      { type: 'running', metrics: ['success-rate'] },
    ]);
    expect(leftOutChecks(progress, 'skip-current-step')).toEqual([
      { type: 'step', step: { type: 'pause' } },
    ]);
  });

  it('counts the analysis of the step that it is at once', () => {
    expect(
      leftOutChecks(
        rolloutProgress({
          steps: [{ type: 'analysis' }],
          step: 0,
          analysisRuns: [run({ type: 'step' })],
          backgroundAnalysis: undefined,
        }),
        'promote-full',
      ),
    ).toEqual([{ type: 'step', step: { type: 'analysis' } }]);
  });

  it('knows an analysis in the background that has not begun', () => {
    const backgroundAnalysis = { startingStep: 1 };
    expect(besideSteps({ backgroundAnalysis })).toEqual([BACKGROUND]);
    expect(besideSteps({ backgroundAnalysis, step: 1 })).toEqual([BACKGROUND]);
    // Of the try before a retry.
    expect(
      besideSteps({
        backgroundAnalysis,
        analysisRuns: [run({ phase: 'Successful' })],
      }),
    ).toEqual([BACKGROUND]);
    expect(besideSteps({})).toEqual([]);
  });

  it('knows whether one that ended runs again', () => {
    const ended = (phase: string) =>
      besideSteps({
        backgroundAnalysis: { startingStep: 0 },
        analysisRuns: [run({ phase })],
      });
    expect(ended('Successful')).toEqual([]);
    expect(ended('Inconclusive')).toEqual([BACKGROUND]);
  });

  it('keeps a run that does not say what it is for', () => {
    expect(besideSteps({ analysisRuns: [run({ type: undefined })] })).toEqual([
      { type: 'running', metrics: ['success-rate'] },
    ]);
  });
});
