import type { Reason } from '../reason/Reason';

/**
 * Whether an Argo CD instance answers.
 *
 * @public
 */
export interface InstanceStatus {
  name: string;
  reachable: boolean;
  /** ISO time of the last successful answer; undefined when it never answered. */
  lastContact?: string;
  /** ISO time since when it does not answer; only when unreachable. */
  unreachableSince?: string;
  /** Why, without addresses or secrets; only when unreachable. */
  reason?: Reason;
}
