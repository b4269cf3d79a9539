import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { DeliveryClient } from './DeliveryClient';
import type { DeliveryService } from './DeliveryService';

/**
 * Service delivery for other backend plugins; by default over HTTP to delivery-backend, wherever that runs.
 *
 * @public
 */
export const deliveryServiceRef = createServiceRef<DeliveryService>({
  id: 'delivery.service',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        auth: coreServices.auth,
        discovery: coreServices.discovery,
      },
      factory: options => new DeliveryClient(options),
    }),
});
