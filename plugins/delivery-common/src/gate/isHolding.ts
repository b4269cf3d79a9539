import type { GateStatus } from '../vocabulary';

const HOLDING: ReadonlySet<GateStatus> = new Set<GateStatus>([
  'failed',
  'pending',
  'unknown',
]);

/**
 * Whether an answer of a gate holds a promotion back, unless a reason or an override lets it pass.
 *
 * @public
 */
export function isHolding(status: GateStatus): boolean {
  return HOLDING.has(status);
}
