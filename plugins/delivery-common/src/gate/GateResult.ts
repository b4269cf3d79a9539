import type { GateStatus } from '../vocabulary';

/**
 * A rule's answer.
 *
 * @public
 */
export interface GateResult {
  /** Stable kebab-case id, for example `source-healthy`. */
  id: string;
  title: string;
  status: GateStatus;
  /** Full sentence for a person: why, and whom or what to ask. */
  reason: string;
}
