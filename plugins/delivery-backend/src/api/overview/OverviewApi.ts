import type { PromotionsUnderWay } from '@stonegarden/backstage-plugin-delivery-common';
import type { Caller } from '../DeliveryApi';

/** What is under way over all services, for whoever asks. What the caller may not see is not there. */
export interface OverviewApi {
  promotionsUnderWay(caller: Caller): Promise<PromotionsUnderWay>;
}
