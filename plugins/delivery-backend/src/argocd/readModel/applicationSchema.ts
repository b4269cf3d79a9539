import { z } from 'zod';
import { withoutAddresses } from '../client/withoutAddresses';

const MAX_MESSAGE = 1_000;

const text = z.string().optional().catch(undefined);
/** Words of the cluster, which are shown in the browser. */
const message = text.transform(
  words => words && withoutAddresses(words, MAX_MESSAGE),
);

const source = z
  .object({
    repoURL: text,
    path: text,
    chart: text,
    ref: text,
    helm: z
      .object({ valueFiles: z.array(z.string()).nullish().catch(undefined) })
      .nullish()
      .catch(undefined),
  })
  .nullish()
  .catch(undefined);

const sources = z.array(source).nullish().catch(undefined);

/** What says which commits something was made from. */
const revisioned = {
  revision: text,
  revisions: z.array(z.string()).nullish().catch(undefined),
  source,
  sources,
};

const syncOperation = z
  .object({
    ...revisioned,
    dryRun: z.boolean().nullish().catch(undefined),
    resources: z.array(z.unknown()).nullish().catch(undefined),
  })
  .nullish()
  .catch(undefined);

const hydration = z
  .object({ drySHA: text, hydratedSHA: text })
  .nullish()
  .catch(undefined);

const resource = z.object({
  group: text,
  kind: text,
  namespace: text,
  name: text,
  status: text,
  requiresPruning: z.boolean().nullish().catch(undefined),
  hook: z.boolean().nullish().catch(undefined),
});

/** Lenient on purpose: a field of an unexpected type is unknown, and never costs the Application its place. */
export const applicationSchema = z.object({
  metadata: z.object({
    name: z.string().min(1),
    namespace: text,
    resourceVersion: text,
    labels: z.record(z.string(), z.string()).nullish().catch(undefined),
    annotations: z.record(z.string(), z.string()).nullish().catch(undefined),
  }),
  spec: z
    .object({
      project: text,
      source,
      sources,
      sourceHydrator: z
        .object({ drySource: source })
        .nullish()
        .catch(undefined),
      destination: z
        .object({ name: text, server: text, namespace: text })
        .optional()
        .catch(undefined),
      syncPolicy: z
        .object({
          automated: z
            .object({
              prune: z.boolean().optional(),
              selfHeal: z.boolean().optional(),
              enabled: z.boolean().nullish(),
            })
            .nullish()
            .catch(undefined),
        })
        .nullish()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
  operation: z.looseObject({ sync: syncOperation }).nullish().catch(undefined),
  status: z
    .object({
      sync: z
        .object({ status: text, ...revisioned })
        .optional()
        .catch(undefined),
      health: z
        .object({ status: text, message, lastTransitionTime: text })
        .optional()
        .catch(undefined),
      operationState: z
        .object({
          phase: text,
          message,
          startedAt: text,
          finishedAt: text,
          retryCount: z.number().optional().catch(undefined),
          syncResult: z.object(revisioned).optional().catch(undefined),
          operation: z
            .object({ sync: syncOperation })
            .optional()
            .catch(undefined),
        })
        .nullish()
        .catch(undefined),
      history: z
        .array(
          z.object({
            id: z.number().optional().catch(undefined),
            deployedAt: text,
            initiatedBy: z
              .object({
                username: text,
                automated: z.boolean().nullish().catch(undefined),
              })
              .nullish()
              .catch(undefined),
            ...revisioned,
          }),
        )
        .nullish()
        .catch(undefined),
      summary: z
        .object({ images: z.array(z.string()).nullish() })
        .optional()
        .catch(undefined),
      conditions: z
        .array(z.object({ type: text, message, lastTransitionTime: text }))
        .nullish()
        .catch(undefined),
      resources: z.array(resource).nullish().catch(undefined),
      sourceHydrator: z
        .object({
          currentOperation: hydration,
          lastSuccessfulOperation: hydration,
        })
        .nullish()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
});

/** An Application of Argo CD's API, as far as it is read. */
export type Application = z.infer<typeof applicationSchema>;
