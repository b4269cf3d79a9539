import {
  Application,
  ApplicationRecord,
  Operation,
  ResourceResult,
  kubeTime,
} from './Application';

const MAX_HISTORY = 10;

/** Whether an operation was asked for and has not ended. */
export function isUnderWay({ operation }: Application): boolean {
  return operation !== undefined;
}

/** Whether the controller works on the operation. */
export function hasBegun(application: Application): boolean {
  return application.status.operationState?.phase === 'Running';
}

/** The record with its operation begun. */
export function withBegun(
  record: ApplicationRecord,
  operation: Operation,
  now: Date,
): ApplicationRecord {
  const { source } = record.application.spec;
  return withStatus(record, {
    operationState: {
      operation,
      phase: 'Running',
      message: 'waiting for healthy state of resources',
      startedAt: kubeTime(now),
      syncResult: { revision: operation.sync.revision, source },
    },
  });
}

/** The record with its operation ended, which leaves no entry in the history. */
export function withEnded(
  record: ApplicationRecord,
  outcome: {
    phase: 'Succeeded' | 'Failed' | 'Error';
    message: string;
    results?: ResourceResult[];
  },
  now: Date,
): ApplicationRecord {
  const { phase, message, results } = outcome;
  const { operation: _ended, ...application } = record.application;
  const { operationState } = application.status;
  if (!operationState) {
    return record;
  }
  const { syncResult } = operationState;
  return withStatus(
    { ...record, application },
    {
      operationState: {
        ...operationState,
        phase,
        message,
        finishedAt: kubeTime(now),
        ...(syncResult && results
          ? { syncResult: { ...syncResult, resources: results } }
          : {}),
      },
    },
  );
}

/** The record with its ended operation as the last entry of the history, as a whole sync leaves it. */
export function withHistoryEntry(
  record: ApplicationRecord,
  revision: string,
): ApplicationRecord {
  const { spec, status } = record.application;
  const { history = [], operationState } = status;
  const deployedAt = operationState?.finishedAt ?? '';
  const entry = {
    id: (history.at(-1)?.id ?? -1) + 1,
    revision,
    source: spec.source,
    deployStartedAt: operationState?.startedAt ?? deployedAt,
    deployedAt,
    initiatedBy: operationState?.operation.initiatedBy ?? {},
  };
  return withStatus(record, {
    history: [...history, entry].slice(-MAX_HISTORY),
  });
}

function withStatus(
  record: ApplicationRecord,
  status: Partial<Application['status']>,
): ApplicationRecord {
  const { application } = record;
  return {
    ...record,
    application: {
      ...application,
      status: { ...application.status, ...status },
    },
  };
}
