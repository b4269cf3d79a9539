import { z } from 'zod';

/** When syncs of some applications are allowed or denied. */
export const syncWindow = z.looseObject({
  kind: z.enum(['allow', 'deny']),
  /** Five fields of cron. */
  schedule: z.string(),
  /** As Go writes it, for example `64h`. */
  duration: z.string(),
  timeZone: z.string().optional(),
  applications: z.array(z.string()).nullish(),
  namespaces: z.array(z.string()).nullish(),
  clusters: z.array(z.string()).nullish(),
  /** Whether people may sync all the same. */
  manualSync: z.boolean().optional(),
  andOperator: z.boolean().optional(),
});

export const appProject = z.looseObject({
  apiVersion: z.literal('argoproj.io/v1alpha1'),
  kind: z.literal('AppProject'),
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({ syncWindows: z.array(syncWindow).nullish() }),
});

export type SyncWindow = z.infer<typeof syncWindow>;
export type AppProject = z.infer<typeof appProject>;
