import type { Reason } from '../reason/Reason';
import type { GateStatus } from '../vocabulary';

/**
 * A rule's answer.
 *
 * @public
 */
export interface GateResult {
  /** Stable kebab-case id, for example `source-healthy`. */
  id: string;
  /** What the gate guards, in English; pages translate that of a {@link BuiltInGateId}. */
  title: string;
  status: GateStatus;
  /** It does not block when the request gives a reason; left out where it has passed without one. */
  yieldsToReason?: true;
  /** Whoever may override gates may override it; left out where it holds nothing back, and where nobody may. */
  overridable?: true;
  /** Why, and what to do about it. */
  reason: Reason;
}
