import {
  type RolloutProgress,
  type RolloutStep,
} from '@stonegarden/backstage-plugin-delivery-common';
import { withoutAddresses } from '../argocd/client/withoutAddresses';
import {
  imagesBelow,
  isChild,
  podsBelow,
  type TreeNode,
} from '../argocd/readModel/readDetails';
import { parseGoDuration } from '../argocd/readModel/parseGoDuration';
import {
  type CanaryStep,
  type Rollout,
  rolloutSchema,
} from '../argocd/readModel/rolloutSchema';
import { releaseOf } from '../environments/releaseOf';
import { toAnalysisRun } from './toAnalysisRun';

const MAX_MESSAGE = 500;
/** More steps than anybody reads. */
const MAX_STEPS = 100;
type Status = NonNullable<Rollout['status']>;

/** A duration is seconds, as a number or in a string, or as Go writes it. */
function secondsOf(duration: number | string | undefined): number | undefined {
  if (typeof duration !== 'string') {
    return duration;
  }
  const ms = /^\d+$/.test(duration)
    ? Number(duration) * 1000
    : parseGoDuration(duration);
  return ms === undefined ? undefined : ms / 1000;
}

function toStep(value: CanaryStep): RolloutStep {
  const { setWeight, pause, analysis, ...others } = value;
  if (setWeight !== undefined) {
    return { type: 'weight', weight: setWeight };
  }
  if (pause) {
    const seconds = secondsOf(pause.duration);
    return { type: 'pause', ...(seconds === undefined ? {} : { seconds }) };
  }
  return analysis
    ? { type: 'analysis' }
    : { type: 'other', name: Object.keys(others)[0] ?? 'unknown' };
}

function phaseOf({ abort, phase }: Status): RolloutProgress['phase'] {
  if (abort) {
    return 'Aborted';
  }
  switch (phase) {
    case 'Healthy':
    case 'Progressing':
    case 'Paused':
    case 'Degraded':
      return phase;
    default:
      return 'Unknown';
  }
}

/** What the new version has by what is set, and where traffic is not split by what the steps so far have said. */
function weightOf(
  status: Status,
  steps: RolloutStep[],
): Pick<RolloutProgress, 'weight'> {
  if (status.abort) {
    return { weight: 0 };
  }
  const set = status.canary?.weights?.canary.weight;
  if (set !== undefined) {
    return { weight: set };
  }
  const index = status.currentStepIndex;
  if (index === undefined || steps.length === 0) {
    return {};
  }
  if (index >= steps.length) {
    return { weight: 100 };
  }
  const last = steps
    .slice(0, index + 1)
    .findLast(each => each.type === 'weight');
  return { weight: last?.type === 'weight' ? last.weight : 0 };
}

function pauseOf(
  { pauseConditions, currentStepIndex = 0 }: Status,
  steps: RolloutStep[],
): Pick<RolloutProgress, 'pausedSince' | 'pausedUntil'> {
  const [condition] = pauseConditions ?? [];
  const since = condition?.startTime && Date.parse(condition.startTime);
  if (!since) {
    return {};
  }
  const at = steps[currentStepIndex];
  const seconds =
    condition.reason === 'CanaryPauseStep' && at?.type === 'pause'
      ? at.seconds
      : undefined;
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    pausedSince: iso(since),
    ...(seconds === undefined
      ? {}
      : { pausedUntil: iso(since + seconds * 1000) }),
  };
}

/**
 * How far a Rollout has come, from its manifest, the resource tree it is in and the manifests of its AnalysisRuns. Undefined for
 * what is no Rollout.
 */
export function toRolloutProgress(
  manifest: unknown,
  nodes: TreeNode[],
  analysisRuns: unknown[],
  service: string,
): RolloutProgress | undefined {
  const {
    metadata,
    spec,
    status = {} as Status,
  } = rolloutSchema.safeParse(manifest).data ?? {};
  if (!metadata) {
    return undefined;
  }
  const rollout = { kind: 'Rollout', name: metadata.name };
  const setOf = (hash: string | undefined) =>
    nodes.find(
      node =>
        hash &&
        node.kind === 'ReplicaSet' &&
        isChild(node, rollout) &&
        node.name === `${metadata.name}-${hash}`,
    );
  const stable = setOf(status.stableRS);
  const current = setOf(status.currentPodHash);
  const next = current === stable ? undefined : current;
  const releaseIn = (set: TreeNode | undefined) =>
    set && releaseOf([...new Set(imagesBelow(nodes, set))], service);
  const readyIn = (set: TreeNode | undefined) =>
    set
      ? podsBelow(nodes, set).filter(
          ({ health }) => health?.status === 'Healthy',
        ).length
      : 0;
  const steps = (spec?.strategy?.canary?.steps ?? [])
    .slice(0, MAX_STEPS)
    .map(toStep);
  const background = spec?.strategy?.canary?.analysis;
  const isUnderWay =
    status.stableRS !== undefined && status.stableRS !== status.currentPodHash;
  const stableRelease = releaseIn(stable);
  const nextRelease = releaseIn(next);
  return {
    name: metadata.name,
    namespace: metadata.namespace ?? '',
    strategy: spec?.strategy?.blueGreen ? 'blueGreen' : 'canary',
    phase: phaseOf(status),
    ...(status.message
      ? { message: withoutAddresses(status.message, MAX_MESSAGE) }
      : {}),
    ...(stableRelease ? { stable: stableRelease } : {}),
    ...(nextRelease ? { next: nextRelease } : {}),
    ...(status.currentPodHash ? { podHash: status.currentPodHash } : {}),
    ...(status.promoteFull ? { promotesFully: true } : {}),
    steps,
    ...(status.currentStepIndex === undefined
      ? {}
      : { step: status.currentStepIndex }),
    ...(isUnderWay ? weightOf(status, steps) : {}),
    pods: {
      next: readyIn(next),
      stable: readyIn(stable),
      desired: spec?.replicas ?? 1,
    },
    ...pauseOf(status, steps),
    analysisRuns: analysisRuns.flatMap(run => toAnalysisRun(run) ?? []),
    // Argo Rollouts takes one without templates for none.
    ...(background?.templates.length
      ? { backgroundAnalysis: { startingStep: background.startingStep } }
      : {}),
  };
}
