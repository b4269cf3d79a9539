import { createApiRef } from '@backstage/frontend-plugin-api';
import type { MeasuredSla } from '@stonegarden/backstage-plugin-delivery-common';
import type { DeliveryRequestOptions } from './DeliveryApi';

/**
 * What the pages ask of delivery-backend about measured SLAs. Errors as for {@link DeliveryApi}.
 *
 * @public
 */
export interface SlaApi {
  getMeasuredSla(
    entityRef: string,
    options?: DeliveryRequestOptions,
  ): Promise<MeasuredSla>;
}

/**
 * Client of delivery-backend for measured SLAs.
 *
 * @public
 */
export const slaApiRef = createApiRef<SlaApi>().with({
  id: 'plugin.delivery.sla-client',
  pluginId: 'delivery',
});
