import { followAnalyses, type WantedAnalysis } from './analysisRuns';
import { readSpec, type Rollout } from './Rollout';

/** With the analyses that its state asks for, and those ended that it no longer does. */
export function withAnalyses(rollout: Rollout, now: string): Rollout {
  const runs = followAnalyses(
    rollout.analysisRuns ?? [],
    wantedAnalyses(rollout),
    now,
  );
  return runs.length > 0 ? { ...rollout, analysisRuns: runs } : rollout;
}

function wantedAnalyses(rollout: Rollout): WantedAnalysis[] {
  const { name, namespace, stable, current, state, step } = rollout;
  const { steps, background } = readSpec(rollout);
  const isMoving = state === 'progressing' || state === 'paused';
  if (!isMoving || !stable || stable.hash === current.hash || !steps[step]) {
    return [];
  }
  const { hash, revision } = current;
  const common = {
    hash,
    namespace,
    revision,
    templates: rollout.templates ?? {},
  };
  const ofStep = steps[step].analysis;
  return [
    ...(background && step >= (background.startingStep ?? 0)
      ? [
          {
            ...common,
            name: `${name}-${hash}-${revision}`,
            analysis: background,
          },
        ]
      : []),
    ...(ofStep
      ? [
          {
            ...common,
            name: `${name}-${hash}-${revision}-${step}`,
            step,
            analysis: ofStep,
          },
        ]
      : []),
  ];
}
