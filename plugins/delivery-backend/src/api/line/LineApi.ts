import type {
  Line,
  LineStopRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { Caller } from '../DeliveryApi';

/**
 * The switch that holds all promotions back. `LineSwitch` does the work; `AuthorizedLine` and `AuditedLine` are wrapped around it.
 * Calls answer with how it is afterwards, and whether they changed it. Errors as of `DeliveryApi`.
 */
export interface LineApi {
  read(caller: Caller): Promise<Line>;

  /** The first stop stays as it is. */
  stop(
    request: LineStopRequest,
    caller: Caller,
  ): Promise<{ line: Line; changed: boolean }>;

  resume(caller: Caller): Promise<{ line: Line; changed: boolean }>;
}
