import {
  createReason,
  GateResult,
  isHolding,
  isSameReason,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';

/**
 * Why a promotion may not be opened; undefined when nothing holds it back. What is not known blocks like what is known to
 * be bad. A skipped gate blocks nothing, but without a change there is no pull request to open.
 */
export function blockingReason(gates: GateResult[]): Reason | undefined {
  const reasons = gates
    .filter(
      ({ status, reason }) =>
        isHolding(status) ||
        (status === 'skipped' && reason.code === 'NothingToPromote'),
    )
    .map(({ reason }) => reason);
  return reasons.every(reason => isSameReason(reason, reasons[0]))
    ? reasons[0]
    : createReason('SeveralGates', { reasons });
}
