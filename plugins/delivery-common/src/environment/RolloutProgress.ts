import type { Release } from '../release/Release';

/**
 * One step of a canary.
 *
 * @public
 */
export type RolloutStep =
  | { type: 'weight'; weight: number }
  /** Without a duration it waits for a person. */
  | { type: 'pause'; seconds?: number }
  | { type: 'analysis' }
  | { type: 'other'; name: string };

/**
 * A metric of an analysis run.
 *
 * @public
 */
export interface AnalysisMetric {
  name: string;
  /** Argo Rollouts' own word, such as `Successful`, `Failed`, `Running`. */
  phase: string;
  successful: number;
  failed: number;
  inconclusive: number;
  error: number;
  /** Its condition as the analysis states it, such as `result[0] >= 0.99`. */
  successCondition?: string;
  message?: string;
  /** Oldest first, the last 50. `value` is as it was measured, often a number in brackets. */
  measurements: Array<{ at?: string; value?: string; phase: string }>;
}

/**
 * A run of an analysis that judges a new version.
 *
 * @public
 */
export interface AnalysisRun {
  name: string;
  /** Whether it is a step of a canary, or runs beside the steps. Undefined where Argo Rollouts does not say. */
  type?: 'step' | 'background';
  phase: string;
  message?: string;
  startedAt?: string;
  metrics: AnalysisMetric[];
}

/**
 * How far a Rollout of Argo Rollouts has come, on one cluster.
 *
 * @public
 */
export interface RolloutProgress {
  name: string;
  namespace: string;
  strategy: 'canary' | 'blueGreen';
  phase:
    | 'Healthy'
    | 'Progressing'
    | 'Paused'
    | 'Aborted'
    | 'Degraded'
    | 'Unknown';
  /** Argo Rollouts' own words, without addresses. */
  message?: string;
  stable?: Release;
  /** Set while a new version is tried beside the stable one. */
  next?: Release;
  /** Tells the version that is tried, or runs alone, from the others: Argo Rollouts' hash of its pod template. */
  podHash?: string;
  /** True while somebody has all steps that are left left out: Argo Rollouts takes no abort any more. */
  promotesFully?: boolean;
  steps: RolloutStep[];
  /** Index of the step it is at; the number of steps when all are done. */
  step?: number;
  /** Share of the traffic, or of the pods, that the new version has, in percent. */
  weight?: number;
  /** Pods that are ready. */
  pods?: { next: number; stable: number; desired: number };
  /** ISO time since when it waits. */
  pausedSince?: string;
  /** ISO time at which it goes on by itself; left out where it waits for a person. */
  pausedUntil?: string;
  /** Newest first. */
  analysisRuns: AnalysisRun[];
  /** Set where the canary is also judged beside its steps, from the step with this index on until it ends. */
  backgroundAnalysis?: { startingStep: number };
}
