import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import createRouter from 'express-promise-router';
import { callerOf } from '../callerOf';
import type { HistoryApi } from './HistoryApi';
import {
  parseDeploymentId,
  parseDoraRequest,
  parseExportRequest,
  parsePageRequest,
} from './parseHistoryRequest';
import { sendExport } from './sendExport';

/** The part of the HTTP API that tells what was deployed. */
export function createHistoryRouter(options: {
  history: HistoryApi;
  httpAuth: HttpAuthService;
}): Router {
  const { history, httpAuth } = options;
  const router = createRouter();

  router.get('/deployments', async (req, res) => {
    const { query, page } = parsePageRequest(req.query);
    res.json(await history.list(query, page, await callerOf(req, httpAuth)));
  });

  router.get('/deployments/export', async (req, res) => {
    const { query, format } = parseExportRequest(req.query);
    const { items } = await history.export(
      query,
      format,
      await callerOf(req, httpAuth),
    );
    await sendExport(res, format, items);
  });

  router.get('/deployments/:id', async (req, res) => {
    const id = parseDeploymentId(req.params);
    res.json(await history.get(id, await callerOf(req, httpAuth)));
  });

  router.get('/deployments/:id/files', async (req, res) => {
    const id = parseDeploymentId(req.params);
    res.json(await history.files(id, await callerOf(req, httpAuth)));
  });

  router.get('/dora', async (req, res) => {
    const query = parseDoraRequest(req.query);
    res.json(await history.dora(query, await callerOf(req, httpAuth)));
  });

  return router;
}
