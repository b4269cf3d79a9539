import type {
  Deployment,
  DeploymentOutcome,
} from '@stonegarden/backstage-plugin-delivery-common';
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
  outcome: DeploymentOutcome | null;
  promotion_id: string | null;
}

/** A row as part of its Application's history. */
export type RecordedSpan = HistorySpan & { row: DeploymentRow };

export const toSpan = (row: DeploymentRow): RecordedSpan => ({
  from: row.started_at,
  revision: row.revision,
  lastAt: row.last_synced_at,
  lastRevision: row.last_revision,
  ...(row.release === null ? {} : { release: JSON.parse(row.release) }),
  row,
});

export const spanColumns = (span: HistorySpan) => ({
  started_at: span.from,
  revision: span.revision,
  last_synced_at: span.lastAt,
  last_revision: span.lastRevision,
  release: span.release ? JSON.stringify(span.release) : null,
});

export const placeColumns = (place: DeploymentPlace) => ({
  entity_ref: place.entityRef,
  environment: place.environment,
  instance: place.instance,
  application: place.application,
});

/** What was found out about a deployment: by the first of these rows that knows it. */
export const factColumns = (...rows: Array<DeploymentRow | undefined>) => {
  const first = <K extends keyof DeploymentRow>(column: K) =>
    rows.find(row => row && row[column] !== null)?.[column] ?? null;
  return {
    healthy_since: first('healthy_since'),
    outcome: rows.some(row => row?.outcome === 'succeeded')
      ? ('succeeded' as const)
      : first('outcome'),
    promotion_id: first('promotion_id'),
  };
};

/** A row, with when the next one began, as the rest of this backend works with it. */
export function toDeployment(
  row: DeploymentRow & { until: string | null },
): Deployment {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    environment: row.environment,
    instance: row.instance,
    application: row.application,
    ...(row.release === null ? {} : { release: JSON.parse(row.release) }),
    revision: row.revision,
    from: row.started_at,
    ...(row.until === null ? {} : { until: row.until }),
    ...(row.healthy_since === null ? {} : { healthySince: row.healthy_since }),
    ...(row.promotion_id === null ? {} : { promotion: row.promotion_id }),
    ...(row.outcome === null ? {} : { outcome: row.outcome }),
  };
}
