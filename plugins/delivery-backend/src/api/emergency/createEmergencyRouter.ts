import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import createRouter from 'express-promise-router';
import { callerOf } from '../callerOf';
import { parseEnvironment, parseServiceRef } from '../parseRequest';
import type { EmergencyApi } from './EmergencyApi';
import {
  parseEmergencyRollbackRequest,
  parseRolloutActionRequest,
} from './parseEmergencyRequest';

/** The routes of what is done past Git; everything else is left to {@link EmergencyApi}. */
export function createEmergencyRouter({
  emergency,
  httpAuth,
}: {
  emergency: EmergencyApi;
  httpAuth: HttpAuthService;
}): Router {
  const router = createRouter();

  router.post(
    '/services/:namespace/:name/environments/:environment/emergency-rollbacks',
    async (req, res) => {
      const environment = parseEnvironment(req.params);
      const { rollback, created } = await emergency.rollBack(
        parseServiceRef(req.params),
        environment,
        parseEmergencyRollbackRequest(req.body),
        await callerOf(req, httpAuth),
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
        parseRolloutActionRequest(req.body),
        await callerOf(req, httpAuth),
      );
      res.status(202).json({});
    },
  );

  return router;
}
