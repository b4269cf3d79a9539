import { mockServices } from '@backstage/backend-test-utils';
import type { Router } from 'express';
import { createApiRouter } from '../api/createApiRouter';
import type { DeliveryApis } from '../api/createDeliveryApi';

type Layer = Router['stack'][number];

/** Those of a router, and of the routers in it. */
function routesOf(layers: Layer[]): string[] {
  return layers.flatMap(({ handle, route }) => {
    const inner = (handle as Partial<Router>).stack;
    return inner
      ? routesOf(inner)
      : (route?.stack ?? []).map(
          ({ method }) => `${method.toLocaleUpperCase('en-US')} ${route?.path}`,
        );
  });
}

/** Every route of the HTTP API as `GET /promotions/:id`, sorted. */
export function findRoutes(): string[] {
  const router = createApiRouter({
    ...({} as DeliveryApis),
    httpAuth: mockServices.httpAuth(),
    logger: mockServices.logger.mock(),
    previewsPerMinute: 30,
  });
  return routesOf(router.stack).sort();
}
