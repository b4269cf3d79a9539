import {
  Application,
  ApplicationRecord,
  Operation,
  ResourceResult,
  RetryStrategy,
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

/**
 * The record with an attempt that failed: waiting for the next one, as Argo CD says it, where the operation's retry strategy
 * has one left, and Failed otherwise. `retryInMs` is set while one is left.
 */
export function withFailedAttempt(
  record: ApplicationRecord,
  failure: {
    phase: 'Failed' | 'Error';
    message: string;
    results?: ResourceResult[];
  },
  now: Date,
): { record: ApplicationRecord; retryInMs?: number } {
  const { operation, status } = record.application;
  const { retry } = operation ?? {};
  const count = status.operationState?.retryCount ?? 0;
  const limit = retry?.limit ?? 0;
  if (limit >= 0 && count >= limit) {
    const message =
      count > 0
        ? `${failure.message} (retried ${count} times).`
        : failure.message;
    return { record: withEnded(record, { ...failure, message }, now) };
  }
  const retryInMs = backoffMs(retry, count);
  const ended = withEnded(record, failure, now).application.status;
  const at = kitchenTime(new Date(now.getTime() + retryInMs));
  return {
    retryInMs,
    record: withStatus(record, {
      operationState: ended.operationState && {
        ...ended.operationState,
        phase: 'Running',
        message: `${failure.message}. Retrying attempt #${count + 1} at ${at}.`,
        retryCount: count + 1,
      },
    }),
  };
}

/** Milliseconds until the attempt after this many others. */
export function backoffMs(
  retry: RetryStrategy | undefined,
  count: number,
): number {
  const {
    duration = '5s',
    factor = 2,
    maxDuration = '3m',
  } = retry?.backoff ?? {};
  return Math.min(
    durationMs(duration) * factor ** count,
    durationMs(maxDuration),
  );
}

/** Of a duration as Go writes it, for example `1m30s`. */
export function durationMs(text: string): number {
  const units: Record<string, number> = {
    ms: 1,
    s: 1000,
    m: 60_000,
    h: 3_600_000,
  };
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)].reduce(
    (total, [, amount, unit]) => total + Number(amount) * units[unit],
    0,
  );
}

/** For example `12:42AM`, as Go's `time.Kitchen`. */
function kitchenTime(date: Date): string {
  const hours = date.getUTCHours();
  const minutes = String(date.getUTCMinutes()).padStart(2, '0');
  return `${hours % 12 || 12}:${minutes}${hours < 12 ? 'AM' : 'PM'}`;
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

/** A record whose operation has ended, as it was while the operation still ran, with or without its entry in the history. */
export function stillRunning(
  ended: ApplicationRecord,
  before: Application,
  { entered }: { entered: boolean },
): ApplicationRecord {
  const { operation, status } = before;
  const { operationState, history } = status;
  return withStatus(
    { ...ended, application: { ...ended.application, operation } },
    { operationState, ...(entered ? {} : { history }) },
  );
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
