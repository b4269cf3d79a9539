import type {
  EmergencyMethod,
  EmergencyRollback,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { Requester } from '../promotions/newPromotion';

export type EmergencyStatus = EmergencyRollback['status'];

/** After these nothing changes any more. */
export const FINAL_EMERGENCY_STATUSES: readonly EmergencyStatus[] = [
  'refused',
  'settled',
  'overruled',
];

/** What is recorded of an emergency rollback before Argo CD is asked. */
export interface NewEmergencyRollback
  extends Pick<
    EmergencyRollback,
    'entityRef' | 'environment' | 'deployment' | 'release' | 'method' | 'reason'
  > {
  /** Argo CD instance in app-config. */
  instance: string;
  /** `namespace/name` */
  application: string;
  /** Commit that is to run again. */
  revision: string;
  /** Id of the newest entry of Argo CD's history; -1 for none. A rollback is a new entry with an old commit. */
  lastHistoryId: number;
  /** Whom the pull request that follows is opened for. */
  requester: Requester;
}

/** An emergency rollback as this backend works with it. */
export interface EmergencyRollbackRecord
  extends EmergencyRollback,
    Omit<NewEmergencyRollback, keyof EmergencyRollback> {
  /** ISO time at which Argo CD said that it would do it; undefined while its answer is not known. */
  acceptedAt?: string;
}

/** A row of the table `emergency_rollbacks`. */
export interface EmergencyRollbackRow {
  id: string;
  entity_ref: string;
  environment: string;
  deployment_id: string;
  active_key: string | null;
  instance: string;
  application: string;
  release: string | null;
  method: EmergencyMethod;
  revision: string;
  last_history_id: number;
  status: EmergencyStatus;
  problem: string | null;
  reason: string;
  requested_by: string;
  requester: string;
  requested_at: string;
  accepted_at: string | null;
  applied_at: string | null;
  finished_at: string | null;
  promotion_id: string | null;
}

/** At most one rollback of an environment to a Deployment is under way: a unique key sees to it. */
export function activeKey(
  rollback: Pick<
    NewEmergencyRollback,
    'entityRef' | 'environment' | 'deployment'
  >,
): string {
  return `${rollback.entityRef}|${rollback.environment}|${rollback.deployment}`;
}

export function newEmergencyRollbackRow(
  rollback: NewEmergencyRollback,
  { id, now }: { id: string; now: string },
): EmergencyRollbackRow {
  return {
    id,
    entity_ref: rollback.entityRef,
    environment: rollback.environment,
    deployment_id: rollback.deployment,
    active_key: activeKey(rollback),
    instance: rollback.instance,
    application: rollback.application,
    release: rollback.release ? JSON.stringify(rollback.release) : null,
    method: rollback.method,
    revision: rollback.revision,
    last_history_id: rollback.lastHistoryId,
    status: 'requested',
    problem: null,
    reason: rollback.reason,
    requested_by: rollback.requester.ref,
    requester: JSON.stringify(rollback.requester),
    requested_at: now,
    accepted_at: null,
    applied_at: null,
    finished_at: null,
    promotion_id: null,
  };
}

export function toEmergencyRollbackRecord(
  row: EmergencyRollbackRow,
): EmergencyRollbackRecord {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    environment: row.environment,
    deployment: row.deployment_id,
    instance: row.instance,
    application: row.application,
    ...(row.release === null ? {} : { release: JSON.parse(row.release) }),
    method: row.method,
    revision: row.revision,
    lastHistoryId: row.last_history_id,
    status: row.status,
    ...(row.problem === null ? {} : { problem: JSON.parse(row.problem) }),
    reason: row.reason,
    by: row.requested_by,
    requester: JSON.parse(row.requester),
    requestedAt: row.requested_at,
    ...(row.accepted_at === null ? {} : { acceptedAt: row.accepted_at }),
    ...(row.promotion_id === null ? {} : { promotion: row.promotion_id }),
  };
}

/** A record as the API gives it. */
export function toEmergencyRollback({
  id,
  entityRef,
  environment,
  deployment,
  release,
  method,
  status,
  problem,
  by,
  reason,
  requestedAt,
  promotion,
}: EmergencyRollbackRecord): EmergencyRollback {
  return {
    id,
    entityRef,
    environment,
    deployment,
    ...(release ? { release } : {}),
    method,
    status,
    ...(problem ? { problem } : {}),
    by,
    reason,
    requestedAt,
    ...(promotion ? { promotion } : {}),
  };
}
