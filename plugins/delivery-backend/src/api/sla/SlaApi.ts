import type { MeasuredSla } from '@stonegarden/backstage-plugin-delivery-common';
import type { Caller } from '../DeliveryApi';

/** What is measured of SLAs, as the HTTP API offers it. Errors as for `DeliveryApi`. */
export interface SlaApi {
  /** Of all environments of a service, in the order of their promotion. */
  measure(entityRef: string, caller: Caller): Promise<MeasuredSla>;
}
