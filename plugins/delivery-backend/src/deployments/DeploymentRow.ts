import type {
  CommitSummary,
  Deployment,
  DeploymentCause,
  DeploymentOutcome,
  RolledBackRelease,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { SyncInitiator } from '../argocd/readModel/ApplicationRecord';
import { releaseKeyOf, releaseReferences } from '../releases/releaseKey';
import type { HistorySpan } from './mergeHistory';

/** Where deployments happen: an environment of a service, and the Application that fills it. */
export interface DeploymentPlace {
  entityRef: string;
  environment: string;
  /** Argo CD instance in app-config. */
  instance: string;
  /** `namespace/name` */
  application: string;
}

/** A row of the table `deployments`. */
export interface DeploymentRow {
  id: string;
  entity_ref: string;
  environment: string;
  instance: string;
  application: string;
  release: string | null;
  started_at: string;
  revision: string;
  last_synced_at: string;
  last_revision: string;
  healthy_since: string | null;
  /** When the period began in which it was seen healthy last; null where that was not recorded. */
  last_healthy_since: string | null;
  /** When it became Degraded after it had been healthy; null once it is seen healthy again. */
  degraded_at: string | null;
  outcome: DeploymentOutcome | null;
  promotion_id: string | null;
  release_key: string | null;
  /** References of the images, a line each. */
  release_text: string | null;
  initiated_by: string | null;
  /** SQLite has no booleans: it keeps 0 and 1. */
  automated: boolean | 0 | 1 | null;
  commit_title: string | null;
  commit_author: string | null;
  committed_at: string | null;
  commit_url: string | null;
  /** When its Release was first named in Git; null where that is not known, and where the environment had run it before. */
  named_at: string | null;
  cause: DeploymentCause | null;
  caused_by: string | null;
  emergency_id: string | null;
  rolled_back_at: string | null;
  rolled_back_by: string | null;
  rolled_back_reason: string | null;
  /** When cause and commit were found out; null until then. */
  facts_at: string | null;
}

/** A row as part of its Application's history. */
export type RecordedSpan = HistorySpan & { row: DeploymentRow };

export const toSpan = (row: DeploymentRow): RecordedSpan => ({
  from: row.started_at,
  revision: row.revision,
  lastAt: row.last_synced_at,
  lastRevision: row.last_revision,
  ...(row.release === null ? {} : { release: JSON.parse(row.release) }),
  ...toInitiator(row),
  row,
});

/** Who began the first sync of a row. */
export function toInitiator(
  row: Pick<DeploymentRow, 'automated' | 'initiated_by'>,
): { initiatedBy?: SyncInitiator } {
  if (row.automated) {
    return { initiatedBy: { automated: true } };
  }
  return row.initiated_by === null
    ? {}
    : { initiatedBy: { username: row.initiated_by } };
}

export const spanColumns = (span: HistorySpan) => ({
  started_at: span.from,
  revision: span.revision,
  last_synced_at: span.lastAt,
  last_revision: span.lastRevision,
  release: span.release ? JSON.stringify(span.release) : null,
  release_key: span.release ? releaseKeyOf(span.release) : null,
  release_text: span.release ? releaseReferences(span.release) : null,
  initiated_by: span.initiatedBy?.username ?? null,
  automated: span.initiatedBy?.automated ?? null,
});

/** What the Git host said of a row's commit. */
export function toCommit(
  row: Pick<
    DeploymentRow,
    | 'revision'
    | 'commit_title'
    | 'commit_author'
    | 'committed_at'
    | 'commit_url'
  >,
): CommitSummary | undefined {
  return row.commit_title === null
    ? undefined
    : {
        id: row.revision,
        title: row.commit_title,
        ...(row.commit_author === null ? {} : { author: row.commit_author }),
        ...(row.committed_at === null ? {} : { at: row.committed_at }),
        ...(row.commit_url === null ? {} : { url: row.commit_url }),
      };
}

export const commitColumns = (commit: CommitSummary | undefined) => ({
  commit_title: commit?.title ?? null,
  commit_author: commit?.author ?? null,
  committed_at: commit?.at ?? null,
  commit_url: commit?.url ?? null,
});

export const rolledBackColumns = (by: RolledBackRelease | undefined) => ({
  rolled_back_at: by?.at ?? null,
  rolled_back_by: by?.by ?? null,
  rolled_back_reason: by?.reason ?? null,
});

function toRolledBack(row: DeploymentRow): RolledBackRelease | undefined {
  return row.rolled_back_at === null
    ? undefined
    : {
        at: row.rolled_back_at,
        ...(row.rolled_back_by === null ? {} : { by: row.rolled_back_by }),
        ...(row.rolled_back_reason === null
          ? {}
          : { reason: row.rolled_back_reason }),
      };
}

export const placeColumns = (place: DeploymentPlace) => ({
  entity_ref: place.entityRef,
  environment: place.environment,
  instance: place.instance,
  application: place.application,
});

function lastPeriod(rows: Array<DeploymentRow | undefined>) {
  const row = rows.findLast(
    each => each?.last_healthy_since || each?.degraded_at,
  );
  return {
    last_healthy_since: row?.last_healthy_since ?? null,
    degraded_at: row?.degraded_at ?? null,
  };
}

/** What was found out about a deployment: by the first of these rows that knows it. */
export const factColumns = (...rows: Array<DeploymentRow | undefined>) => {
  const first = <K extends keyof DeploymentRow>(column: K) =>
    rows.find(row => row && row[column] !== null)?.[column] ?? null;
  return {
    healthy_since: first('healthy_since'),
    // The later row knows what it was like at last; what is said of one period is not mixed with another.
    ...lastPeriod(rows),
    outcome: rows.some(row => row?.outcome === 'succeeded')
      ? ('succeeded' as const)
      : first('outcome'),
    promotion_id: first('promotion_id'),
  };
};

/** A row, with when the next one began, as the rest of this backend works with it. */
export function toDeployment(
  row: DeploymentRow & { until: string | null; replaced?: string | null },
): Deployment {
  const commit = toCommit(row);
  const rolledBack = toRolledBack(row);
  return {
    id: row.id,
    entityRef: row.entity_ref,
    environment: row.environment,
    instance: row.instance,
    application: row.application,
    ...(row.release === null ? {} : { release: JSON.parse(row.release) }),
    ...(row.replaced ? { replaces: JSON.parse(row.replaced) } : {}),
    revision: row.revision,
    from: row.started_at,
    ...(row.until === null ? {} : { until: row.until }),
    ...(row.healthy_since === null ? {} : { healthySince: row.healthy_since }),
    ...(row.last_healthy_since === null
      ? {}
      : { lastHealthySince: row.last_healthy_since }),
    ...(row.degraded_at === null ? {} : { degradedAt: row.degraded_at }),
    ...(row.promotion_id === null ? {} : { promotion: row.promotion_id }),
    ...(row.outcome === null ? {} : { outcome: row.outcome }),
    ...(row.cause === null ? {} : { cause: row.cause }),
    ...(row.caused_by === null ? {} : { by: row.caused_by }),
    ...(commit ? { commit } : {}),
    ...(rolledBack ? { rolledBack } : {}),
  };
}
