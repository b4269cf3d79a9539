import { apiFactories, createDeliveryApiFactory } from '../shared/apiFactories';

/** What `shared/apiExtensions.ts` brings, for apps of the old frontend system. */
export const legacyApis = [
  createDeliveryApiFactory(),
  ...Object.values(apiFactories),
];
