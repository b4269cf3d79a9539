import type { Deployment } from '@stonegarden/backstage-plugin-delivery-common';

/**
 * A stage that a deployment went through, and how long it took.
 *
 * @internal
 */
export interface StageSpan {
  stage: 'merge' | 'sync' | 'health';
  ms: number;
}

/**
 * How long each stage took, as far as both its ends are known: from the request to the merge, from the merge (or, where
 * somebody changed Git, from the commit) to the end of the sync, and from there until it was seen healthy.
 *
 * @internal
 */
export function stageSpans(deployment: Deployment): StageSpan[] {
  const { stages, cause, commit } = deployment;
  const merged = stages?.mergedAt ?? (cause === 'git' ? commit?.at : undefined);
  const synced = stages?.syncedAt ?? deployment.from;
  const healthy = stages?.healthyAt ?? deployment.healthySince;
  // Rolled back past Git, there is no merge: the sync follows the request.
  const synchronizing =
    cause === 'emergency-rollback' ? stages?.requestedAt : merged;
  return [
    ...span('merge', stages?.requestedAt, stages?.mergedAt),
    ...span('sync', synchronizing, synced),
    ...span('health', synced, healthy),
  ];
}

function span(
  stage: StageSpan['stage'],
  from: string | undefined,
  to: string | undefined,
): StageSpan[] {
  if (from === undefined || to === undefined) return [];
  const ms = Date.parse(to) - Date.parse(from);
  // Clocks differ: a stage may seem to end a moment before it began.
  return Number.isFinite(ms) ? [{ stage, ms: Math.max(0, ms) }] : [];
}
