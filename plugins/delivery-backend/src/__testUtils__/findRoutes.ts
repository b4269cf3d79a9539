import { mockServices } from '@backstage/backend-test-utils';
import { createDeliveryRouter } from '../api/createDeliveryRouter';
import type { DeliveryApi } from '../api/DeliveryApi';

/** Every route of the HTTP API as `GET /promotions/:id`, sorted. */
export function findRoutes(): string[] {
  const router = createDeliveryRouter({
    delivery: {} as DeliveryApi,
    httpAuth: mockServices.httpAuth(),
    logger: mockServices.logger.mock(),
    previewsPerMinute: 30,
  });
  return router.stack
    .flatMap(({ route }) =>
      (route?.stack ?? []).map(
        ({ method }) => `${method.toLocaleUpperCase('en-US')} ${route?.path}`,
      ),
    )
    .sort();
}
