import type {
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import express, { Request, Router } from 'express';
import createRouter from 'express-promise-router';
import type { Caller } from '../DeliveryApi';
import { logFailures } from '../logFailures';
import { parseEnvironment, parseServiceRef } from '../parseRequest';
import type { EmergencyApi } from './EmergencyApi';
import {
  parseEmergencyRollbackRequest,
  parseRolloutActionRequest,
} from './parseEmergencyRequest';

/** The routes of what is done past Git; everything else is left to {@link EmergencyApi}. */
export function createEmergencyRouter(options: {
  emergency: EmergencyApi;
  httpAuth: HttpAuthService;
  logger: LoggerService;
}): Router {
  const { emergency, httpAuth, logger } = options;
  const router = createRouter();
  router.use(express.json({ limit: '128kb' }));

  const caller = async (request: Request): Promise<Caller> => ({
    credentials: await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    }),
    request,
  });

  router.post(
    '/services/:namespace/:name/environments/:environment/emergency-rollbacks',
    async (req, res) => {
      const environment = parseEnvironment(req.params);
      const { rollback, created } = await emergency.rollBack(
        parseServiceRef(req.params),
        environment,
        parseEmergencyRollbackRequest(req.body),
        await caller(req),
      );
      res.status(created ? 201 : 200).json(rollback);
    },
  );

  router.post(
    '/services/:namespace/:name/environments/:environment/rollout-actions',
    async (req, res) => {
      const environment = parseEnvironment(req.params);
      await emergency.runRolloutAction(
        parseServiceRef(req.params),
        environment,
        parseRolloutActionRequest(req.body).action,
        await caller(req),
      );
      res.status(202).json({});
    },
  );

  router.use(logFailures(logger));

  return router;
}
