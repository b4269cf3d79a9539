import type {
  AnalysisRun,
  RolloutProgress,
  RolloutStep,
} from '@stonegarden/backstage-plugin-delivery-common';
import { runningAnalyses } from './runningAnalyses';

/**
 * Something that would have judged a new version: a step, the rest of an analysis that runs, or the analysis in the background
 * before it runs.
 *
 * @internal
 */
export type LeftOutCheck =
  | { type: 'step'; step: RolloutStep }
  | { type: 'running'; metrics: string[] }
  | { type: 'background' };

/**
 * What an action leaves out of what judges a canary: the step that it is at, or everything from there.
 *
 * @internal
 */
export function leftOutChecks(
  progress: Pick<
    RolloutProgress,
    'steps' | 'step' | 'analysisRuns' | 'backgroundAnalysis'
  >,
  action: 'skip-current-step' | 'promote-full',
): LeftOutCheck[] {
  const { steps, step = 0, analysisRuns } = progress;
  const isAll = action === 'promote-full';
  const left = steps
    .slice(step, isAll ? undefined : step + 1)
    .filter(({ type }) => type !== 'weight')
    .map(each => ({ type: 'step' as const, step: each }));
  if (!isAll) return left;
  // Argo Rollouts ends all analyses of what is promoted fully. The run of a step is the step, which is there already.
  const besideSteps = analysisRuns.filter(({ type }) => type !== 'step');
  const running = runningAnalyses(besideSteps);
  return [
    ...left,
    ...(running.length > 0
      ? [
          {
            type: 'running' as const,
            metrics: running.flatMap(({ metrics }) =>
              metrics.map(({ name }) => name),
            ),
          },
        ]
      : []),
    ...(running.length === 0 && isToBegin(progress, besideSteps[0])
      ? [{ type: 'background' as const }]
      : []),
  ];
}

/** Before its step there is only what is left of an earlier try. Of one that did not come to a result, another run follows. */
function isToBegin(
  {
    step = 0,
    backgroundAnalysis,
  }: Pick<RolloutProgress, 'step' | 'backgroundAnalysis'>,
  newest: AnalysisRun | undefined,
): boolean {
  return (
    backgroundAnalysis !== undefined &&
    (step < backgroundAnalysis.startingStep || newest?.phase !== 'Successful')
  );
}
