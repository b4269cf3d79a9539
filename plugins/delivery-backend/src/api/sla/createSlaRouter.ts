import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import createRouter from 'express-promise-router';
import { callerOf } from '../callerOf';
import { parseServiceRef } from '../parseRequest';
import type { SlaApi } from './SlaApi';

/** The part of the HTTP API that tells what is measured of SLAs. */
export function createSlaRouter(options: {
  sla: SlaApi;
  httpAuth: HttpAuthService;
}): Router {
  const { sla, httpAuth } = options;
  const router = createRouter();

  router.get('/services/:namespace/:name/sla', async (req, res) => {
    res.json(
      await sla.measure(
        parseServiceRef(req.params),
        await callerOf(req, httpAuth),
      ),
    );
  });

  return router;
}
