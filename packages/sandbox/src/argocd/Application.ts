import { z } from 'zod';
import { rolloutSchema } from './Rollout';

const source = z.object({
  repoURL: z.string(),
  path: z.string(),
  targetRevision: z.string(),
});
const destination = z.object({ name: z.string(), namespace: z.string() });

const initiatedBy = z.object({
  username: z.string().optional(),
  automated: z.boolean().optional(),
});

/** A resource of an application, as a sync of a part names it. */
export const syncResource = z.object({
  group: z.string().optional(),
  kind: z.string(),
  name: z.string(),
  namespace: z.string().optional(),
});

/** How often, and after which times, a sync that failed is tried again; below 0 without an end. */
export const retryStrategy = z.object({
  limit: z.number().int().optional(),
  backoff: z
    .object({
      duration: z.string().optional(),
      factor: z.number().optional(),
      maxDuration: z.string().optional(),
    })
    .optional(),
});

const operation = z.object({
  sync: z.object({
    revision: z.string(),
    prune: z.boolean().optional(),
    dryRun: z.boolean().optional(),
    /** A part of the application. */
    resources: z.array(syncResource).optional(),
    syncOptions: z.array(z.string()).optional(),
    source: source.optional(),
    syncStrategy: z.object({ apply: z.object({}) }).optional(),
    /** How often self-heal has tried this revision. */
    autoHealAttemptsCount: z.number().optional(),
  }),
  initiatedBy,
  /** Empty after a rollback: it is not tried again. */
  retry: retryStrategy.optional(),
});

/** What a sync did to one resource. */
const resourceResult = z.object({
  group: z.string(),
  version: z.string(),
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
  status: z.enum(['Synced', 'SyncFailed', 'Pruned', 'PruneSkipped']),
  message: z.string(),
  hookPhase: z.enum(['Running', 'Succeeded', 'Failed']).optional(),
  syncPhase: z.literal('Sync'),
  images: z.array(z.string()).optional(),
});

const operationState = z.object({
  operation,
  phase: z.enum(['Running', 'Terminating', 'Succeeded', 'Failed', 'Error']),
  message: z.string().optional(),
  startedAt: z.string(),
  finishedAt: z.string().optional(),
  retryCount: z.number().optional(),
  syncResult: z
    .object({
      revision: z.string(),
      source,
      resources: z.array(resourceResult).optional(),
    })
    .optional(),
});

const historyEntry = z.object({
  id: z.number().int(),
  revision: z.string(),
  source,
  deployStartedAt: z.string(),
  deployedAt: z.string(),
  initiatedBy,
});

const applicationSchema = z.object({
  metadata: z.object({
    name: z.string(),
    namespace: z.literal('argocd'),
    uid: z.string(),
    resourceVersion: z.string(),
    generation: z.number().int(),
    creationTimestamp: z.string(),
    labels: z.record(z.string(), z.string()),
  }),
  spec: z.object({
    project: z.string(),
    source,
    destination,
    syncPolicy: z
      .object({
        automated: z
          .object({ prune: z.boolean(), selfHeal: z.boolean() })
          .optional(),
        syncOptions: z.array(z.string()).optional(),
        retry: retryStrategy.optional(),
      })
      .optional(),
  }),
  /** Only while an operation is under way. */
  operation: operation.optional(),
  status: z.object({
    resources: z
      .array(
        z.object({
          group: z.string().optional(),
          version: z.string(),
          kind: z.string(),
          namespace: z.string().optional(),
          name: z.string(),
          status: z.enum(['Synced', 'OutOfSync', 'Unknown']),
          /** Only in answers: it is not kept. */
          health: z
            .object({ status: z.string(), message: z.string().optional() })
            .optional(),
          requiresPruning: z.boolean().optional(),
        }),
      )
      .optional(),
    sync: z.object({
      status: z.enum(['Synced', 'OutOfSync', 'Unknown']),
      revision: z.string().optional(),
      comparedTo: z.object({ source, destination }),
    }),
    health: z.object({
      status: z.enum([
        'Healthy',
        'Progressing',
        'Suspended',
        'Degraded',
        'Missing',
        'Unknown',
      ]),
      message: z.string().optional(),
      lastTransitionTime: z.string(),
    }),
    history: z.array(historyEntry).optional(),
    operationState: operationState.optional(),
    conditions: z
      .array(
        z.object({
          type: z.string(),
          message: z.string(),
          lastTransitionTime: z.string(),
        }),
      )
      .optional(),
    summary: z.object({ images: z.array(z.string()).optional() }),
    reconciledAt: z.string(),
    /** Unknown while the manifests cannot be made. */
    sourceType: z.literal('Kustomize').optional(),
    resourceHealthSource: z.literal('appTree').default('appTree'),
    controllerNamespace: z.literal('argocd'),
    sourceHydrator: z.object({}).default({}),
  }),
});

/** A resource that the cluster has, as it was applied last. */
const liveResource = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  name: z.string(),
  namespace: z.string().optional(),
  images: z.array(z.string()),
  /** Names of its containers, in the order of the images. */
  containers: z.array(z.string()).optional(),
  hash: z.string(),
  /** The commit that it was applied from; that of the deployment where it is not kept. */
  revision: z.string().optional(),
  selector: z.string().optional(),
  rollout: z
    .object({
      spec: z.record(z.string(), z.unknown()),
      workload: z.string().optional(),
    })
    .optional(),
  analysisTemplate: z.record(z.string(), z.unknown()).optional(),
});

const deployment = z.object({
  /** Of the last whole sync; of the first sync of a part where there was none. */
  revision: z.string(),
  /** What the cluster has, also what Git has no longer. */
  resources: z.array(liveResource),
});

/**
 * What is kept of an application: itself as the API shows it, and what it has deployed.
 *
 * @internal
 */
export const applicationRecordSchema = z.object({
  application: applicationSchema,
  /** Path of the manifest it comes from. */
  manifestPath: z.string(),
  deployed: deployment.nullable(),
  /** Where its Rollout stands, when it has deployed one. */
  rollout: rolloutSchema.optional(),
  /** Images that crash in it, as a release does that fails in production alone. */
  crashing: z.array(z.string()).optional(),
});

/** @internal */
export const argocdStateSchema = z.object({
  /** Counts up with each change of an application. */
  version: z.number().int(),
  records: z.array(applicationRecordSchema),
});

/** An Argo CD Application, as far as the sandbox fills it. */
export type Application = z.infer<typeof applicationSchema>;
/** @internal */
export type ApplicationRecord = z.infer<typeof applicationRecordSchema>;
/** @internal */
export type ArgocdState = z.infer<typeof argocdStateSchema>;
/** @internal */
export type LiveResource = z.infer<typeof liveResource>;
/** @internal */
export type ResourceResult = z.infer<typeof resourceResult>;
/** @internal */
export type SyncResource = z.infer<typeof syncResource>;
/** @internal */
export type RetryStrategy = z.infer<typeof retryStrategy>;
/** @internal */
export type Operation = z.infer<typeof operation>;

/** Kubernetes times have no fractions. */
export function kubeTime(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
