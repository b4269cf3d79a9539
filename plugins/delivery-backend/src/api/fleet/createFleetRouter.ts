import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import createRouter from 'express-promise-router';
import { callerOf } from '../callerOf';
import type { FleetApi } from './FleetApi';
import { sendFleet } from './sendFleet';

/** The part of the HTTP API that tells what runs where, of all services at once. */
export function createFleetRouter(options: {
  fleet: FleetApi;
  httpAuth: HttpAuthService;
}): Router {
  const { fleet, httpAuth } = options;
  const router = createRouter();

  router.get('/fleet', async (req, res) => {
    sendFleet(res, await fleet.read(await callerOf(req, httpAuth)));
  });

  return router;
}
