import { z } from 'zod';

const text = z.string().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);
const rolloutSchema = z.object({
  spec: z
    .object({
      paused: flag,
      strategy: z
        .object({
          canary: z
            .object({
              steps: z
                .array(
                  z.object({
                    setWeight: z.number().optional().catch(undefined),
                  }),
                )
                .nullish(),
            })
            .nullish()
            .catch(undefined),
        })
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
  status: z
    .object({
      stableRS: text,
      currentPodHash: text,
      currentStepIndex: z.number().optional().catch(undefined),
      abort: flag,
      promoteFull: flag,
      pauseConditions: z.array(z.unknown()).nullish().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

/** A Rollout of Argo Rollouts, as far as telling its versions and its canary apart goes. */
export type Rollout = z.infer<typeof rolloutSchema>;

/** The Rollout in Argo CD's answer about a resource; undefined where there is none. */
export function readRollout(answer: unknown): Rollout | undefined {
  const manifest = z.object({ manifest: z.string() }).safeParse(answer);
  if (!manifest.success) {
    return undefined;
  }
  try {
    return rolloutSchema.parse(JSON.parse(manifest.data.manifest));
  } catch {
    return undefined;
  }
}
