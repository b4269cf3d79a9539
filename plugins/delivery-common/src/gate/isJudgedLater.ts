import type { ReasonCode } from '../reason/Reason';
import type { GateResult } from './GateResult';

/** Answers of gates that can only be judged once there is a pull request. */
const LATER: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'ApprovalRequired',
  'ApprovalsRequired',
  'ChecksAwaited',
  'RequiredChecksAwaited',
]);

/**
 * Whether a gate holds nothing back yet, and will: it is judged once there is a pull request.
 *
 * @public
 */
export function isJudgedLater({
  reason,
  status,
}: Pick<GateResult, 'reason' | 'status'>): boolean {
  return status === 'skipped' && LATER.has(reason.code);
}
