import { Application } from './Application';
import type { AnalysisRun } from './analysisRuns';
import {
  Rollout,
  healthOfRollout,
  podCounts,
  runningAnalyses,
} from './Rollout';

/**
 * The Rollout as the cluster has it: what was applied, and where its controller stands.
 *
 * @internal
 */
export function rolloutManifest(application: Application, rollout: Rollout) {
  const { name, namespace, spec, stable, current, state, step, since } =
    rollout;
  const counts = podCounts(rollout);
  const { status, message } = healthOfRollout(rollout);
  const isAborted = state === 'aborted' || state === 'scaledDown';
  const runs = runningAnalyses(rollout);
  const statusOf = (run: AnalysisRun | undefined) =>
    run && { name: run.name, status: run.phase };
  const canary = {
    currentBackgroundAnalysisRunStatus: statusOf(
      runs.find(run => run.step === undefined),
    ),
    currentStepAnalysisRunStatus: statusOf(
      runs.find(run => run.step !== undefined),
    ),
  };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: {
      annotations: {
        'argocd.argoproj.io/tracking-id': `${application.metadata.name}:argoproj.io/Rollout:${namespace}/${name}`,
        'rollout.argoproj.io/revision': String(current.revision),
      },
      creationTimestamp:
        application.status.history?.[0]?.deployedAt ??
        application.metadata.creationTimestamp,
      name,
      namespace,
      resourceVersion: application.metadata.resourceVersion,
    },
    spec,
    status: {
      ...(isAborted ? { abort: true, abortedAt: since } : {}),
      ...(state === 'paused'
        ? {
            controllerPause: true,
            pauseConditions: [{ reason: 'CanaryPauseStep', startTime: since }],
          }
        : {}),
      currentPodHash: current.hash,
      currentStepIndex: step,
      canary,
      ...(message ? { message } : {}),
      phase: status === 'Suspended' ? 'Paused' : status,
      replicas: counts.stable + counts.current,
      updatedReplicas: counts.current,
      ...(stable ? { stableRS: stable.hash } : {}),
    },
  };
}
