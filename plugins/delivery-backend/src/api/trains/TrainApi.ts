import type {
  Train,
  TrainPreview,
  TrainRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { Caller } from '../DeliveryApi';

/**
 * Promotions of several services together, as the HTTP API offers them. Errors as for {@link DeliveryApi}: one service that the
 * caller may not promote is enough for nothing to be opened.
 */
export interface TrainApi {
  /** What cannot go is among the members, with its reason. */
  preview(request: TrainRequest, caller: Caller): Promise<TrainPreview>;

  /**
   * Opens the pull requests; `created` is false where the same services are under way to the same environment together already.
   * What of one service fails does not stop the others: the train says so.
   */
  open(
    request: TrainRequest,
    caller: Caller,
  ): Promise<{ train: Train; created: boolean }>;

  /** Of its services, those that the caller may see. NotFoundError when there is none. */
  get(id: string, caller: Caller): Promise<Train>;

  /** Opens what of it has no promotion yet, of the services that the caller may promote. */
  retry(id: string, caller: Caller): Promise<Train>;
}
