import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import createRouter from 'express-promise-router';
import { callerOf } from '../callerOf';
import { limitPreviews } from '../limitPreviews';
import { parseEnvironment, parseServiceRef } from '../parseRequest';
import { parseRollbackRequest } from './parseRollbackRequest';
import type { RollbackApi } from './RollbackApi';

/** The part of the HTTP API that rolls environments back by a pull request. */
export function createRollbackRouter(options: {
  rollbacks: RollbackApi;
  httpAuth: HttpAuthService;
  /** How often a caller may ask for a preview. */
  previewsPerMinute: number;
}): Router {
  const { rollbacks, httpAuth } = options;
  const router = createRouter();

  router.get(
    '/services/:namespace/:name/environments/:environment/rollback-candidates',
    async (req, res) => {
      const items = await rollbacks.candidates(
        parseServiceRef(req.params),
        parseEnvironment(req.params),
        await callerOf(req, httpAuth),
      );
      res.json({ items });
    },
  );

  router.use(
    '/services/:namespace/:name/rollbacks/preview',
    limitPreviews({ httpAuth, perMinute: options.previewsPerMinute }),
  );
  router.post(
    '/services/:namespace/:name/rollbacks/preview',
    async (req, res) => {
      const body = parseRollbackRequest(req.body);
      res.json(
        await rollbacks.preview(
          parseServiceRef(req.params),
          body,
          await callerOf(req, httpAuth),
        ),
      );
    },
  );

  router.post('/services/:namespace/:name/rollbacks', async (req, res) => {
    const body = parseRollbackRequest(req.body);
    const { promotion, created } = await rollbacks.open(
      parseServiceRef(req.params),
      body,
      await callerOf(req, httpAuth),
    );
    res.status(created ? 201 : 200).json(promotion);
  });

  return router;
}
