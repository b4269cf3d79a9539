import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import createRouter from 'express-promise-router';
import { callerOf } from '../callerOf';
import { limitPreviews } from '../limitPreviews';
import { parseTrainId, parseTrainRequest } from './parseTrainRequest';
import type { TrainApi } from './TrainApi';

/** A preview of a train counts like so many of single promotions. */
const PREVIEWS = 5;

/** The part of the HTTP API that promotes several services together. */
export function createTrainRouter(options: {
  trains: TrainApi;
  httpAuth: HttpAuthService;
  /** How often a caller may ask for a preview. */
  previewsPerMinute: number;
}): Router {
  const { trains, httpAuth } = options;
  const router = createRouter();

  router.use(
    '/trains/preview',
    limitPreviews({
      httpAuth,
      perMinute: Math.ceil(options.previewsPerMinute / PREVIEWS),
    }),
  );
  router.post('/trains/preview', async (req, res) => {
    const body = parseTrainRequest(req.body);
    res.json(await trains.preview(body, await callerOf(req, httpAuth)));
  });

  router.post('/trains', async (req, res) => {
    const body = parseTrainRequest(req.body);
    const { train, created } = await trains.open(
      body,
      await callerOf(req, httpAuth),
    );
    res.status(created ? 201 : 200).json(train);
  });

  router.get('/trains/:id', async (req, res) => {
    res.json(
      await trains.get(parseTrainId(req.params), await callerOf(req, httpAuth)),
    );
  });

  router.post('/trains/:id/retry', async (req, res) => {
    res.json(
      await trains.retry(
        parseTrainId(req.params),
        await callerOf(req, httpAuth),
      ),
    );
  });

  return router;
}
