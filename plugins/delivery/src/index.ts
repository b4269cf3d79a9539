/**
 * Environment status and promotions in the portal.
 *
 * @packageDocumentation
 */
export { deliveryFeatures as default } from './deliveryFeatures';
export { deliveryPlugin } from './plugin';
export { deliveryCatalogModule } from './catalog/catalogModule';
export { deliveryApiRef } from './shared/api/DeliveryApi';
export type {
  DeliveryApi,
  DeliveryRequestOptions,
} from './shared/api/DeliveryApi';
export { DeliveryClient } from './shared/api/DeliveryClient';
export { rollbackApiRef } from './shared/api/RollbackApi';
export type { RollbackApi } from './shared/api/RollbackApi';
export { RollbackClient } from './shared/api/RollbackClient';
export { slaApiRef } from './shared/api/SlaApi';
export type { SlaApi } from './shared/api/SlaApi';
export { SlaClient } from './shared/api/SlaClient';
export { lineApiRef } from './shared/api/LineApi';
export type { LineApi } from './shared/api/LineApi';
export { LineClient } from './shared/api/LineClient';
export { trainApiRef } from './shared/api/TrainApi';
export type { TrainApi } from './shared/api/TrainApi';
export { TrainClient } from './shared/api/TrainClient';
export { historyApiRef } from './shared/api/HistoryApi';
export type { HistoryApi } from './shared/api/HistoryApi';
export { HistoryClient } from './shared/api/HistoryClient';
export { resourceApiRef } from './shared/api/ResourceApi';
export type { ResourceApi } from './shared/api/ResourceApi';
export { ResourceClient } from './shared/api/ResourceClient';
export { DeliveryRequestError } from './shared/api/DeliveryRequestError';
export type { DeliveryRequestErrorKind } from './shared/api/DeliveryRequestError';
export { deliveryTranslationRef } from './translation/deliveryTranslationRef';
export {
  createServiceRouteRef,
  dependenciesRouteRef,
  deliveryRouteRef,
  environmentsRouteRef,
  historyRouteRef,
  homeRouteRef,
  metricsRouteRef,
  problemsRouteRef,
  serviceHistoryRouteRef,
} from './routes';
export { HomeCount } from './home/HomeCount';
