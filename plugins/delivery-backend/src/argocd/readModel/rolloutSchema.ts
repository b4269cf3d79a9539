import { z } from 'zod';

const text = z.string().optional().catch(undefined);
const number = z.number().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);

/** A step is known by its names: what it has beside these tells which of the others it is. */
const step = z.looseObject({
  setWeight: number,
  pause: z
    .object({
      duration: z.union([z.number(), z.string()]).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  analysis: z.unknown().optional(),
});

const canary = z
  .object({
    steps: z.array(step).nullish().catch(undefined),
    analysis: z
      .object({
        startingStep: z.number().int().min(0).default(0).catch(0),
        templates: z.array(z.unknown()),
      })
      .optional()
      .catch(undefined),
  })
  .nullish()
  .catch(undefined);

/** Lenient on purpose: a field of an unexpected type is unknown. */
export const rolloutSchema = z.object({
  metadata: z
    .object({ name: z.string(), namespace: text })
    .optional()
    .catch(undefined),
  spec: z
    .object({
      replicas: number,
      paused: flag,
      strategy: z
        .object({ canary, blueGreen: z.unknown().optional() })
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
  status: z
    .object({
      phase: text,
      message: text,
      abort: flag,
      promoteFull: flag,
      stableRS: text,
      currentPodHash: text,
      currentStepIndex: number,
      canary: z
        .object({
          weights: z
            .object({ canary: z.object({ weight: number }) })
            .optional()
            .catch(undefined),
        })
        .optional()
        .catch(undefined),
      pauseConditions: z
        .array(z.object({ reason: text, startTime: text }).catch({}))
        .nullish()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
});

/** A Rollout of Argo Rollouts, as far as it is read. */
export type Rollout = z.infer<typeof rolloutSchema>;
/** A step of its canary. */
export type CanaryStep = z.infer<typeof step>;
