import type {
  DeploymentStages,
  Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';

/**
 * A stage of a promotion, and how long it took.
 *
 * - `untilMerge`: from the request to the merge
 * - `untilSynced`: from the merge to the end of the sync
 * - `untilHealthy`: from there until it had stayed healthy
 * - `afterMerge`: both of these, where it is not known when the sync ended
 * - `total`
 *
 * @internal
 */
export interface StageDuration {
  stage: 'untilMerge' | 'untilSynced' | 'untilHealthy' | 'afterMerge' | 'total';
  ms: number;
}

/**
 * How long each stage took that is over, as far as its times are known and agree.
 *
 * @internal
 */
export function stageDurations(
  promotion: Pick<
    Promotion,
    'createdAt' | 'mergedAt' | 'finishedAt' | 'status'
  >,
  stages?: DeploymentStages,
): StageDuration[] {
  const { createdAt, mergedAt, finishedAt, status } = promotion;
  const synced = mergedAt ? stages?.syncedAt : undefined;
  const end = status === 'succeeded' ? finishedAt : undefined;
  const spans: Array<[StageDuration['stage'], string?, string?]> = [
    ['untilMerge', createdAt, mergedAt],
    ...(synced
      ? ([
          ['untilSynced', mergedAt, synced],
          ['untilHealthy', synced, end],
        ] as Array<[StageDuration['stage'], string?, string?]>)
      : ([['afterMerge', mergedAt, end]] as Array<
          [StageDuration['stage'], string?, string?]
        >)),
    ['total', createdAt, end],
  ];
  return spans.flatMap(([stage, from, until]) => {
    const ms = Date.parse(until ?? '') - Date.parse(from ?? '');
    // Argo CD's clock may be another than the Git host's.
    return ms >= 0 ? [{ stage, ms }] : [];
  });
}
