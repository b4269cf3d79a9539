import { awaitsChecksUntil } from './awaitsChecksUntil';
import type { PromotionRecord } from './PromotionRecord';

/**
 * Why a promotion is looked at again: `schedule` when nothing is known to have happened, `argocd` when Argo CD changed for
 * its service, `pull-request` when its pull request may have changed, or somebody waits for what it says now.
 */
export type ReconcileTrigger = 'schedule' | 'argocd' | 'pull-request';

/** Each leads to at least the questions of those before it. */
const TRIGGERS: readonly ReconcileTrigger[] = [
  'schedule',
  'argocd',
  'pull-request',
];

/** The trigger that leads to all questions of several. */
export function strongestTrigger(
  triggers: readonly ReconcileTrigger[],
): ReconcileTrigger {
  return TRIGGERS[
    Math.max(...triggers.map(trigger => TRIGGERS.indexOf(trigger)))
  ];
}

/**
 * What the Git host is to be asked about a pull request: `state` in one call, which tells whether there is more to ask;
 * `everything` with its checks, what conflicts, who pushed, and the gates.
 */
export type DueObservation = 'nothing' | 'state' | 'everything';

const MINUTE_MS = 60 * 1000;
/** Half a minute less than it is to be: the schedule runs each minute, and not to the millisecond. */
const REFRESH_AFTER_MS = {
  /** Every five minutes. */
  open: 4.5 * MINUTE_MS,
  /** Every two minutes, as checks that run will end, and somebody may wait for that. */
  checksRunning: 1.5 * MINUTE_MS,
  /** Every 15 minutes: it may be opened again. */
  closed: 14.5 * MINUTE_MS,
};

function isYounger({ pullRequest }: PromotionRecord, ms: number): boolean {
  const ageMs = Date.now() - Date.parse(pullRequest?.asOf ?? '');
  // Another backend's clock may be ahead.
  return ageMs >= 0 && ageMs < ms;
}

/**
 * What is to be asked, by what is recorded and when that was asked; several backends share the records. Before the merge a
 * pull request may change, and after it was closed it may be opened again. A merged one is done with.
 */
export function dueObservation(
  record: PromotionRecord,
  trigger: ReconcileTrigger,
): DueObservation {
  const { status, mergedAt, pullRequest, reason, headCommit } = record;
  const isOpen = status === 'open' || status === 'proposed';
  const isClosed = status === 'rejected' || status === 'superseded';
  if (mergedAt || (!isOpen && !isClosed)) {
    return 'nothing';
  }
  if (trigger === 'pull-request') {
    return 'everything';
  }
  if (isClosed) {
    // Neither its gates nor its checks matter any more, so that Argo CD does not either.
    return isYounger(record, REFRESH_AFTER_MS.closed)
      ? 'nothing'
      : 'everything';
  }
  // What could not be found out last time is owed, and without a known head it is not seen whether that moved.
  const isOwed =
    reason?.code === 'CheckFailed' || !pullRequest?.gates || !headCommit;
  // A soak is over, or a freeze begins or ends: nothing at the host tells.
  const changesAt = Date.parse(pullRequest?.gates?.changesAt ?? '');
  // The checks of what the portal merges by itself have had time to begin since they were asked for.
  const checksBegunAt = awaitsChecksUntil(record) ?? NaN;
  const haveBegun =
    checksBegunAt <= Date.now() &&
    Date.parse(pullRequest?.asOf ?? '') < checksBegunAt;
  if (trigger === 'argocd' || isOwed || changesAt <= Date.now() || haveBegun) {
    return 'everything';
  }
  const refreshAfterMs =
    pullRequest?.checks?.state === 'pending'
      ? REFRESH_AFTER_MS.checksRunning
      : REFRESH_AFTER_MS.open;
  return isYounger(record, refreshAfterMs) ? 'state' : 'everything';
}
