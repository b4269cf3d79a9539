import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';

/** What an Application's health says about its newest deployment. */
export type HealthObservation =
  | {
      kind: 'healthy';
      /** Since when, after the sync. */
      since: string;
      /** When it became so, maybe before the sync; undefined where Argo CD does not say. */
      becameAt?: string;
    }
  /** `at`: since when, or when it was seen where Argo CD does not say. */
  | { kind: 'degraded'; at: string }
  /** Health right after a sync may be that of before: look again after that time. */
  | { kind: 'early'; waitMs: number };

/** Undefined when nothing can be said: a sync is running, health is not known, or it is on its way. */
export function observeHealth(
  record: Pick<
    ApplicationRecord,
    'health' | 'healthSince' | 'history' | 'operation' | 'sync'
  >,
  settleMs: number,
  now: Date,
): HealthObservation | undefined {
  const syncedAt = Date.parse(record.history.at(-1)?.deployedAt ?? '');
  const phase = record.operation?.phase;
  if (
    Number.isNaN(syncedAt) ||
    phase === 'Running' ||
    phase === 'Terminating' ||
    // Health keeps its last value while Argo CD cannot compare.
    record.sync === 'Unknown' ||
    (record.health !== 'Healthy' && record.health !== 'Degraded')
  ) {
    return undefined;
  }
  const waitMs = syncedAt + settleMs - now.getTime();
  if (waitMs > 0) {
    return { kind: 'early', waitMs };
  }
  const since = Date.parse(record.healthSince ?? '');
  const becameAt = Number.isNaN(since)
    ? undefined
    : new Date(since).toISOString();
  if (record.health === 'Degraded') {
    return { kind: 'degraded', at: becameAt ?? now.toISOString() };
  }
  return {
    kind: 'healthy',
    since: new Date(
      // Argo CD does not say since when: it was seen now.
      Number.isNaN(since) ? now : Math.max(since, syncedAt),
    ).toISOString(),
    ...(becameAt ? { becameAt } : {}),
  };
}
