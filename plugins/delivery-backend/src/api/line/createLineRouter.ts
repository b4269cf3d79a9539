import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { LineStopRequest } from '@stonegarden/backstage-plugin-delivery-common';
import type { Router } from 'express';
import createRouter from 'express-promise-router';
import { z } from 'zod';
import { callerOf } from '../callerOf';
import { parse, requestReason } from '../parseRequest';
import type { LineApi } from './LineApi';

const stopBody = z.strictObject({ reason: requestReason });

/** Body of a request to stop the line. */
export function parseLineStopRequest(body: unknown): LineStopRequest {
  return parse(stopBody, body);
}

/** The routes of the switch that holds all promotions back; everything else is left to {@link LineApi}. */
export function createLineRouter(options: {
  line: LineApi;
  httpAuth: HttpAuthService;
}): Router {
  const { line, httpAuth } = options;
  const router = createRouter();

  router.get('/line', async (req, res) => {
    res.json(await line.read(await callerOf(req, httpAuth)));
  });

  router.post('/line/stop', async (req, res) => {
    const stopped = await line.stop(
      parseLineStopRequest(req.body),
      await callerOf(req, httpAuth),
    );
    res.json(stopped.line);
  });

  router.post('/line/resume', async (req, res) => {
    const resumed = await line.resume(await callerOf(req, httpAuth));
    res.json(resumed.line);
  });

  return router;
}
