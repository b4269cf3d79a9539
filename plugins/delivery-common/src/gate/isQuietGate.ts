import type { ReasonCode } from '../reason/Reason';
import type { GateResult } from './GateResult';

/** Answers of gates that nothing asks for here, so that nothing follows from them. */
const QUIET: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'NotRequiredByPolicy',
  'NotProtected',
  'ImageScanNotRequired',
]);

/**
 * Whether a gate concerns nothing: nobody asks for what it guards.
 *
 * @public
 */
export function isQuietGate({
  reason,
  status,
}: Pick<GateResult, 'reason' | 'status'>): boolean {
  return status === 'skipped' && QUIET.has(reason.code);
}
