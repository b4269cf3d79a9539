import type {
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import express, { Router } from 'express';
import createRouter from 'express-promise-router';
import type { DeliveryApis } from './createDeliveryApi';
import { createDeliveryRouter } from './createDeliveryRouter';
import { createFleetRouter } from './fleet/createFleetRouter';
import { createHistoryRouter } from './history/createHistoryRouter';
import { createEmergencyRouter } from './emergency/createEmergencyRouter';
import { createLineRouter } from './line/createLineRouter';
import { logFailures } from './logFailures';
import { createOverviewRouter } from './overview/createOverviewRouter';
import { createResourcesRouter } from './resources/createResourcesRouter';
import { createRollbackRouter } from './rollbacks/createRollbackRouter';
import { createSlaRouter } from './sla/createSlaRouter';
import { createTrainRouter } from './trains/createTrainRouter';

/** The HTTP API, room by room. */
export function createApiRouter(
  options: DeliveryApis & {
    httpAuth: HttpAuthService;
    logger: LoggerService;
    /** How often a caller may ask for a preview. */
    previewsPerMinute: number;
  },
): Router {
  const router = createRouter();
  router.use(express.json({ limit: '128kb' }));
  router.use(createDeliveryRouter(options));
  router.use(createOverviewRouter(options));
  router.use(createRollbackRouter(options));
  router.use(createFleetRouter(options));
  router.use(createHistoryRouter(options));
  router.use(createEmergencyRouter(options));
  router.use(createLineRouter(options));
  router.use(createSlaRouter(options));
  router.use(createTrainRouter(options));
  router.use(createResourcesRouter(options));
  router.use(logFailures(options.logger));
  return router;
}
