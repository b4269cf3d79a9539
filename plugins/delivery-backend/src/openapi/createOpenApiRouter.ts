import type { Router } from 'express';
import createRouter from 'express-promise-router';
import { version } from '../../package.json';
import { createOpenApiDocument } from './createOpenApiDocument';
import { OPERATIONS } from './operations';
import schemas from './schemas.json';

/** `/openapi.json`, where Backstage's own plugins describe themselves, too. */
export function createOpenApiRouter(): Router {
  const document = createOpenApiDocument({
    operations: OPERATIONS,
    schemas,
    version,
  });
  const router = createRouter();
  router.get('/openapi.json', (_req, res) => {
    res.json(document);
  });
  return router;
}
