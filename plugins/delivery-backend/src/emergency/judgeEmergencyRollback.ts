import {
  createReason,
  type OperationStatus,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  EmergencyRollbackRecord,
  EmergencyStatus,
} from './EmergencyRollbackRecord';

/** Argo CD's API answers within ten seconds or not at all; what it does not show after this was never asked for. */
export const ANSWER_LOST_AFTER_MS = 30_000;

/** What is known of the Application of an emergency rollback. */
export interface EmergencyFacts {
  /** Argo CD's history, oldest first, with the commits of the service's own repository. */
  history: Array<{ id?: number; revision?: string }>;
  operation?: OperationStatus;
  /** Whether all of this was asked for just now. */
  isFresh: boolean;
  now: Date;
}

/** Where an emergency rollback stands. */
export interface EmergencyProgress {
  status: EmergencyStatus;
  problem?: Reason;
}

/**
 * What Argo CD did, by its history: a rollback is a new entry with the old commit. Whether Git agrees is asked of the caller, by
 * a commit: true when it names the Release that was gone back to, undefined while that is not known.
 */
export async function judgeEmergencyRollback(
  record: Pick<
    EmergencyRollbackRecord,
    | 'status'
    | 'environment'
    | 'revision'
    | 'lastHistoryId'
    | 'requestedAt'
    | 'acceptedAt'
  >,
  facts: EmergencyFacts & { comparedRevision?: string },
  gitAgrees: (commit: string) => Promise<boolean | undefined>,
): Promise<EmergencyProgress> {
  const { environment, revision } = record;
  const unchanged: EmergencyProgress = { status: record.status };
  const since = facts.history.filter(
    ({ id }) => id !== undefined && id > record.lastHistoryId,
  );
  const isPartial = hasGaps(facts.history, record.lastHistoryId);
  const last = since.at(-1) ?? (isPartial ? facts.history.at(-1) : undefined);
  const wasDone =
    record.status === 'applied' ||
    since.some(entry => entry.revision === revision);
  if (wasDone) {
    // An Application that was made anew has no history yet.
    if (!last || last.revision === revision) {
      const { comparedRevision } = facts;
      const isSettled =
        comparedRevision !== undefined && (await gitAgrees(comparedRevision));
      return { status: isSettled ? 'settled' : 'applied' };
    }
    if (last.revision === undefined) {
      return { status: 'applied' };
    }
    const agrees = await gitAgrees(last.revision);
    if (agrees === undefined) {
      return { status: 'applied' };
    }
    return { status: agrees ? 'settled' : 'overruled' };
  }
  if (record.status !== 'requested' || !facts.isFresh) {
    return unchanged;
  }
  const { operation } = facts;
  if (operation?.phase === 'Running' || operation?.phase === 'Terminating') {
    return unchanged;
  }
  const hasFailed =
    operation?.phase === 'Failed' || operation?.phase === 'Error';
  if (record.acceptedAt && hasFailed && operation.revision === revision) {
    return {
      status: 'refused',
      problem: createReason('SyncFailed', {
        environment,
        detail: operation.message ?? '',
      }),
    };
  }
  const waitedMs = facts.now.getTime() - Date.parse(record.requestedAt);
  if (waitedMs < ANSWER_LOST_AFTER_MS) {
    return unchanged;
  }
  if (isPartial) {
    // What is not in it may have been done all the same: only what was deployed last tells where this stands.
    const agrees =
      last?.revision === undefined ? undefined : await gitAgrees(last.revision);
    return agrees === undefined
      ? unchanged
      : { status: agrees ? 'settled' : 'overruled' };
  }
  return {
    status: 'refused',
    problem: createReason('RollbackNotDone', { environment }),
  };
}

/**
 * Whether entries since the request may be missing: the Application was made anew, or more was deployed since than a history
 * holds.
 */
function hasGaps(
  history: EmergencyFacts['history'],
  lastHistoryId: number,
): boolean {
  const ids = history.map(({ id }) => id);
  return lastHistoryId < 0
    ? (ids[0] ?? 0) > 0
    : !ids.includes(lastHistoryId) && !ids.includes(undefined);
}
