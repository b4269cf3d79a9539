import {
  HealthStatus,
  OperationPhase,
  SyncStatus,
} from '@stonegarden/backstage-plugin-delivery-common';
import { z } from 'zod';
import { SERVICE_LABELS } from '@stonegarden/service-manifest';
import { withoutAddresses } from '../client/withoutAddresses';

/** A sync that deployed everything: dry runs and syncs of single resources are not in the history. */
export interface ApplicationHistoryEntry {
  /** Commit that was applied. */
  revision?: string;
  /** ISO time when the sync had finished. */
  deployedAt?: string;
}

/** What this suite keeps of an Argo CD Application: a few hundred bytes of its some thirty thousand. */
export interface ApplicationRecord {
  /** Name of the instance in app-config. */
  instance: string;
  name: string;
  namespace: string;
  project: string;
  /** Values of this suite's labels. */
  service: string;
  environment: string;
  resourceVersion?: string;
  destination: { name?: string; namespace?: string };
  /** Whether a sync may remove what Git no longer has, by the Application's own policy. */
  prune: boolean;
  sync: SyncStatus;
  /** Commit that Argo CD compares the cluster with: the newest it has read, not the last it applied. */
  comparedRevision?: string;
  health: HealthStatus;
  healthMessage?: string;
  /** ISO time. */
  healthSince?: string;
  operation?: {
    phase: OperationPhase;
    message?: string;
    startedAt?: string;
    finishedAt?: string;
    /** Commit it applies. */
    revision?: string;
  };
  /** Its newest whole, real syncs, oldest first. */
  history: ApplicationHistoryEntry[];
  /** Image references of its pods. */
  images: string[];
}

const MAX_MESSAGE = 1_000;
/** Argo CD keeps ten entries unless `revisionHistoryLimit` says otherwise. */
const MAX_HISTORY = 20;

const text = z.string().optional().catch(undefined);
/** Words of the cluster, which are shown in the browser. */
const message = text.transform(
  words => words && withoutAddresses(words, MAX_MESSAGE),
);
const revisioned = {
  revision: text,
  revisions: z.array(z.string()).optional(),
};

const source = z.object({ path: text, chart: text }).optional();

/** Lenient on purpose: a field of an unexpected type is unknown, and never costs the Application its place. */
const applicationSchema = z.object({
  metadata: z.object({
    name: z.string().min(1),
    namespace: text,
    resourceVersion: text,
    labels: z.record(z.string(), z.string()).optional().catch(undefined),
  }),
  spec: z
    .object({
      project: text,
      source: source.catch(undefined),
      sources: z.array(source).optional().catch(undefined),
      destination: z
        .object({ name: text, namespace: text })
        .optional()
        .catch(undefined),
      syncPolicy: z
        .object({
          automated: z
            .object({ prune: z.boolean().optional() })
            .nullish()
            .catch(undefined),
        })
        .nullish()
        .catch(undefined),
    })
    .optional(),
  operation: z.looseObject({}).nullish().catch(undefined),
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
          syncResult: z.object(revisioned).optional().catch(undefined),
          operation: z
            .object({ sync: z.object(revisioned).nullish() })
            .optional()
            .catch(undefined),
        })
        .nullish()
        .catch(undefined),
      history: z
        .array(z.object({ deployedAt: text, ...revisioned }))
        .nullish()
        .catch(undefined),
      summary: z
        .object({ images: z.array(z.string()).nullish() })
        .optional()
        .catch(undefined),
    })
    .optional(),
});

type Application = z.infer<typeof applicationSchema>;

const SYNC: readonly SyncStatus[] = ['Synced', 'OutOfSync', 'Unknown'];
const HEALTH: readonly HealthStatus[] = [
  'Healthy',
  'Progressing',
  'Suspended',
  'Missing',
  'Degraded',
  'Unknown',
];
const PHASES: readonly OperationPhase[] = [
  'Running',
  'Succeeded',
  'Failed',
  'Error',
  'Terminating',
];

function oneOf<T extends string>(
  values: readonly T[],
  value: string | undefined,
): T | undefined {
  return values.find(candidate => candidate === value);
}

/** Of several sources, the manifests' own: a chart's revision is a version and no commit. */
function commitOf(
  application: Application,
  from: { revision?: string; revisions?: string[] } | undefined,
): string | undefined {
  if (!from?.revisions?.length) {
    return from?.revision || undefined;
  }
  const index = (application.spec?.sources ?? []).findIndex(
    candidate => candidate?.path && !candidate.chart,
  );
  return from.revisions[Math.max(index, 0)] || undefined;
}

function operationOf(
  application: Application,
): ApplicationRecord['operation'] | undefined {
  const state = application.status?.operationState;
  const phase = oneOf(PHASES, state?.phase);
  if (application.operation) {
    // Asked for, and not begun or not finished: the state may still be that of the operation before.
    const begun = phase === 'Running' || phase === 'Terminating';
    return {
      phase: begun ? phase : 'Running',
      ...(begun
        ? { message: state?.message, startedAt: state?.startedAt }
        : {}),
      revision: begun
        ? commitOf(application, state?.syncResult) ??
          commitOf(application, state?.operation?.sync ?? undefined)
        : undefined,
    };
  }
  if (!state || !phase) {
    return undefined;
  }
  return {
    phase,
    message: state.message,
    startedAt: state.startedAt,
    finishedAt: state.finishedAt,
    revision:
      commitOf(application, state.syncResult) ??
      commitOf(application, state.operation?.sync ?? undefined),
  };
}

/**
 * Reads an Application as Argo CD's API gives it. Undefined for one that is not this suite's: without the labels that
 * name its service and environment.
 */
export function toApplicationRecord(
  instance: string,
  value: unknown,
): ApplicationRecord | undefined {
  const parsed = applicationSchema.safeParse(value);
  if (!parsed.success) {
    return undefined;
  }
  const application = parsed.data;
  const { metadata, spec, status } = application;
  const service = metadata.labels?.[SERVICE_LABELS.service];
  const environment = metadata.labels?.[SERVICE_LABELS.environment];
  if (!service || !environment) {
    return undefined;
  }
  return {
    instance,
    name: metadata.name,
    namespace: metadata.namespace ?? 'argocd',
    project: spec?.project ?? 'default',
    service,
    environment,
    resourceVersion: metadata.resourceVersion,
    destination: {
      name: spec?.destination?.name,
      namespace: spec?.destination?.namespace,
    },
    prune: spec?.syncPolicy?.automated?.prune === true,
    sync: oneOf(SYNC, status?.sync?.status) ?? 'Unknown',
    comparedRevision: commitOf(application, status?.sync),
    health: oneOf(HEALTH, status?.health?.status) ?? 'Unknown',
    healthMessage: status?.health?.message || undefined,
    healthSince: status?.health?.lastTransitionTime,
    operation: operationOf(application),
    history: (status?.history ?? []).slice(-MAX_HISTORY).map(entry => ({
      revision: commitOf(application, entry),
      deployedAt: entry.deployedAt,
    })),
    images: status?.summary?.images ?? [],
  };
}
