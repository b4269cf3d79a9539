/**
 * Environment status and promotions in the portal.
 *
 * @packageDocumentation
 */
export { deliveryPlugin as default } from './plugin';
export { deliveryApiRef } from './api/DeliveryApi';
export type { DeliveryApi, DeliveryRequestOptions } from './api/DeliveryApi';
export { DeliveryClient } from './api/DeliveryClient';
export { DeliveryRequestError } from './api/DeliveryRequestError';
export type { DeliveryRequestErrorKind } from './api/DeliveryRequestError';
export { deliveryTranslationRef } from './translation/deliveryTranslationRef';
export {
  createServiceRouteRef,
  dependenciesRouteRef,
  deliveryRouteRef,
  environmentsRouteRef,
  problemsRouteRef,
} from './routes';
