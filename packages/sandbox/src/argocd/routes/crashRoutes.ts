import express, { Router } from 'express';
import { z } from 'zod';
import { bearsToken } from '../../http/tokens';
import type { ArgocdServer } from '../ArgocdServer';

const crashes = z.strictObject({
  /** Name of an application. */
  application: z.string(),
  /** All images that crash there, as `name:tag`; none ends it. */
  images: z.array(z.string()),
});

/**
 * `POST /_sandbox/crashes`: makes images crash in one application, as a release does that fails in production alone.
 *
 * @internal
 */
export function crashRoutes({ token, store, settler }: ArgocdServer): Router {
  const router = express.Router();
  router.post('/_sandbox/crashes', express.json(), (request, response) => {
    if (!bearsToken(request, token)) {
      response.status(401).json({ message: 'The token is missing or wrong' });
      return;
    }
    const { data, error } = crashes.safeParse(request.body ?? {});
    if (!data) {
      const [issue] = error.issues;
      response.status(400).json({
        message: `${issue.path.join('.') || 'body'}: ${issue.message}`,
      });
      return;
    }
    if (!store.get(data.application)) {
      response
        .status(404)
        .json({ message: `There is no application ${data.application}` });
      return;
    }
    settler.crash(data.application, data.images);
    response.json(data);
  });
  return router;
}
