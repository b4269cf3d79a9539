import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  Line,
  LineStopRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { DeliveryRequestOptions } from './DeliveryApi';

/**
 * What the pages ask of delivery-backend about the switch that holds all promotions back. Errors as for {@link DeliveryApi}.
 *
 * @public
 */
export interface LineApi {
  getLine(options?: DeliveryRequestOptions): Promise<Line>;

  /** Answers with how it is afterwards: the first stop stays. */
  stopLine(
    request: LineStopRequest,
    options?: DeliveryRequestOptions,
  ): Promise<Line>;

  resumeLine(options?: DeliveryRequestOptions): Promise<Line>;
}

/**
 * Client of delivery-backend for the switch that holds all promotions back.
 *
 * @public
 */
export const lineApiRef = createApiRef<LineApi>().with({
  id: 'plugin.delivery.line-client',
  pluginId: 'delivery',
});
