import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import createRouter from 'express-promise-router';
import { callerOf } from '../callerOf';
import type { OverviewApi } from './OverviewApi';

/** The part of the HTTP API that is about all services at once. */
export function createOverviewRouter(options: {
  overview: OverviewApi;
  httpAuth: HttpAuthService;
}): Router {
  const { overview, httpAuth } = options;
  const router = createRouter();

  router.get('/promotions', async (req, res) => {
    res.json(await overview.promotionsUnderWay(await callerOf(req, httpAuth)));
  });

  return router;
}
