import { z } from 'zod';
import { type AnalysisRun, analysisRunSchema } from './analysisRuns';

/** How long pods take until they are ready, those of an aborted canary until they are gone, and the longest timed pause. */
const READY_MS = 3000;
const SCALE_DOWN_MS = 30_000;
const MAX_PAUSE_MS = 10_000;

const version = z.object({
  /** The name of its ReplicaSet ends with it. */
  hash: z.string(),
  images: z.array(z.string()),
  revision: z.number().int(),
});

/** @internal */
export const rolloutSchema = z.object({
  name: z.string(),
  namespace: z.string(),
  spec: z.record(z.string(), z.unknown()),
  /** The last version that got through all steps. */
  stable: version.optional(),
  current: version,
  /** Index of the step it is at; the number of steps when it is past the last. */
  step: z.number().int(),
  state: z.enum(['progressing', 'paused', 'aborted', 'scaledDown', 'healthy']),
  /** When it came into this state. */
  since: z.string(),
  /** Whether a person had it leave out the steps that are left. */
  promotesFully: z.boolean().optional(),
  /** Why its controller aborted it. */
  abortReason: z.string().optional(),
  /** Specs of the AnalysisTemplates that were applied with it, by name. */
  templates: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  /** Oldest first. */
  analysisRuns: z.array(analysisRunSchema).optional(),
});

/** Where a Rollout stands, as its controller would leave it. */
export type Rollout = z.infer<typeof rolloutSchema>;

const analysisReference = z.looseObject({
  templates: z
    .array(z.looseObject({ templateName: z.string().optional() }))
    .nullish(),
  args: z
    .array(
      z.looseObject({
        name: z.string(),
        value: z.unknown().optional(),
        valueFrom: z.unknown().optional(),
      }),
    )
    .nullish(),
});
const canarySpec = z.looseObject({
  replicas: z.number().int().optional().catch(undefined),
  strategy: z
    .looseObject({
      canary: z
        .looseObject({
          steps: z
            .array(
              z.looseObject({
                setWeight: z.number().optional().catch(undefined),
                pause: z
                  .looseObject({
                    duration: z.union([z.string(), z.number()]).optional(),
                  })
                  .nullish(),
                analysis: analysisReference.nullish().catch(undefined),
              }),
            )
            .nullish(),
          analysis: analysisReference
            .extend({ startingStep: z.number().optional().catch(undefined) })
            .nullish()
            .catch(undefined),
        })
        .nullish(),
    })
    .optional(),
});

/** What its spec says of its canary, as far as the sandbox follows it. */
export function readSpec({ spec }: Rollout) {
  const parsed = canarySpec.safeParse(spec);
  return {
    steps: (parsed.success && parsed.data.strategy?.canary?.steps) || [],
    background: parsed.success
      ? parsed.data.strategy?.canary?.analysis
      : undefined,
    replicas: (parsed.success ? parsed.data.replicas : undefined) ?? 1,
  };
}

/** Actions of a Rollout that Argo CD has built in, as far as they move the versions of a canary. */
export const ROLLOUT_ACTIONS = [
  'abort',
  'retry',
  'resume',
  'skip-current-step',
  'promote-full',
] as const;

/** One of {@link ROLLOUT_ACTIONS}. */
export type RolloutAction = (typeof ROLLOUT_ACTIONS)[number];

/** Runs of analyses that are measuring. */
export function runningAnalyses({ analysisRuns = [] }: Rollout): AnalysisRun[] {
  return analysisRuns.filter(({ phase }) => phase === 'Running');
}

/** Milliseconds until it goes on by itself; undefined when it does not. */
export function timeToAdvanceMs(rollout: Rollout): number | undefined {
  switch (rollout.state) {
    case 'progressing':
      // One that is at an analysis waits for what it measures.
      return readSpec(rollout).steps[rollout.step]?.analysis
        ? undefined
        : READY_MS;
    case 'aborted':
      return rollout.stable ? SCALE_DOWN_MS : undefined;
    case 'paused': {
      const { pause } = readSpec(rollout).steps[rollout.step] ?? {};
      // Without a duration it waits for a person. Timed pauses are shortened as all times of the sandbox are.
      return pause?.duration === undefined ? undefined : MAX_PAUSE_MS;
    }
    default:
      return undefined;
  }
}

/**
 * Pods of the stable and of the current version; those of the current one are all when both are the same. `starting` are those
 * of the stable version that are not ready yet.
 */
export function podCounts(rollout: Rollout): {
  stable: number;
  current: number;
  starting: number;
} {
  const { steps, replicas } = readSpec(rollout);
  const { stable, current, state, step } = rollout;
  if (!stable || stable.hash === current.hash) {
    return { stable: 0, current: replicas, starting: 0 };
  }
  if (state === 'scaledDown') {
    return { stable: replicas, current: 0, starting: 0 };
  }
  const weight =
    step >= steps.length
      ? 100
      : steps
          .slice(0, step + 1)
          .findLast(({ setWeight }) => setWeight !== undefined)?.setWeight ?? 0;
  const moved = Math.max(1, Math.ceil((replicas * weight) / 100));
  // The last stable pod goes when those of now are ready.
  const kept = Math.max(1, replicas - moved);
  return state === 'aborted'
    ? // The stable ones are made again before those of now go.
      { stable: replicas, current: moved, starting: replicas - kept }
    : { stable: kept, current: moved, starting: 0 };
}

/** Images of the pods it has now. */
export function imagesOfRollout(rollout: Rollout): string[] {
  const counts = podCounts(rollout);
  return [
    ...(counts.stable > 0 ? rollout.stable?.images ?? [] : []),
    ...(counts.current > 0 ? rollout.current.images : []),
  ];
}

/** Its own health, in the words of Argo CD's check for Rollouts. */
export function healthOfRollout(rollout: Rollout) {
  const { state, current } = rollout;
  switch (state) {
    case 'progressing':
      return {
        status: 'Progressing' as const,
        message: 'more replicas need to be updated',
      };
    case 'paused':
      return { status: 'Suspended' as const, message: 'CanaryPauseStep' };
    case 'healthy':
      return { status: 'Healthy' as const };
    default:
      return {
        status: 'Degraded' as const,
        message: `RolloutAborted: Rollout aborted update to revision ${
          current.revision
        }${rollout.abortReason ? `: ${rollout.abortReason}` : ''}`,
      };
  }
}

/** What its Application says of its health: which resource, and no more. */
export function applicationHealthOf(rollout: Rollout) {
  const { status } = healthOfRollout(rollout);
  return status === 'Healthy'
    ? { status }
    : {
        status,
        message: `Caused by argoproj.io/Rollout:${rollout.namespace}/${rollout.name}`,
      };
}
