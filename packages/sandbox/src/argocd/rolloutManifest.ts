import type { ApplicationRecord } from './Application';
import type { AnalysisRun } from './analysisRuns';
import { brokenImage } from './brokenImage';
import { resourceTree } from './resourceTree';
import { rolloutConditions } from './rolloutConditions';
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
export function rolloutManifest(record: ApplicationRecord, rollout: Rollout) {
  const { application } = record;
  const { name, namespace, spec, stable, current, state, step, since } =
    rollout;
  const counts = podCounts(rollout);
  const { status, message } = healthOfRollout(rollout);
  const isAborted = state === 'aborted' || state === 'scaledDown';
  const runs = runningAnalyses(rollout);
  const node = resourceTree(record).nodes.find(
    each => each.kind === 'Rollout' && each.name === name,
  );
  const replicas = counts.stable + counts.current;
  const ready = brokenImage(current.images, record.crashing)
    ? counts.stable - counts.starting
    : replicas - counts.starting;
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
      generation: 1,
      name,
      namespace,
      uid: node?.uid,
      resourceVersion: application.metadata.resourceVersion,
    },
    spec,
    status: {
      HPAReplicas: replicas,
      availableReplicas: ready,
      blueGreen: {},
      conditions: rolloutConditions(rollout),
      observedGeneration: '1',
      readyReplicas: ready,
      ...(isAborted ? { abort: true, abortedAt: since } : {}),
      ...(state === 'paused'
        ? {
            controllerPause: true,
            pauseConditions: [{ reason: 'CanaryPauseStep', startTime: since }],
          }
        : {}),
      ...(rollout.promotesFully ? { promoteFull: true } : {}),
      currentPodHash: current.hash,
      currentStepIndex: step,
      canary,
      ...(message ? { message } : {}),
      phase: status === 'Suspended' ? 'Paused' : status,
      replicas,
      updatedReplicas: counts.current,
      ...(stable ? { stableRS: stable.hash } : {}),
    },
  };
}
