import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Request, Router } from 'express';
import createRouter from 'express-promise-router';
import { callerOf } from '../callerOf';
import type { Caller } from '../DeliveryApi';
import { limitPreviews } from '../limitPreviews';
import { parseEnvironment, parseServiceRef } from '../parseRequest';
import { parsePodLogQuery, parseRefreshRequest } from './parseResourcesRequest';
import type { ResourcesApi } from './ResourcesApi';

const ENVIRONMENT = '/services/:namespace/:name/environments/:environment';

/** The routes of what is read of one environment on demand; everything else is left to {@link ResourcesApi}. */
export function createResourcesRouter(options: {
  resources: ResourcesApi;
  httpAuth: HttpAuthService;
  /** How often a caller may ask for a preview. */
  previewsPerMinute: number;
}): Router {
  const { resources, httpAuth, previewsPerMinute } = options;
  const router = createRouter();
  const asked = async (
    req: Request,
  ): Promise<[entityRef: string, environment: string, caller: Caller]> => [
    parseServiceRef(req.params),
    parseEnvironment(req.params),
    await callerOf(req, httpAuth),
  ];

  router.get(`${ENVIRONMENT}/release`, async (req, res) => {
    res.json(await resources.getRelease(...(await asked(req))));
  });

  router.get(`${ENVIRONMENT}/resources`, async (req, res) => {
    res.json(await resources.getResources(...(await asked(req))));
  });

  router.get(`${ENVIRONMENT}/diff`, async (req, res) => {
    res.json(await resources.getDiff(...(await asked(req))));
  });

  router.get(`${ENVIRONMENT}/events`, async (req, res) => {
    res.json(await resources.getEvents(...(await asked(req))));
  });

  router.get(`${ENVIRONMENT}/windows`, async (req, res) => {
    res.json(await resources.getWindows(...(await asked(req))));
  });

  router.get(`${ENVIRONMENT}/log`, async (req, res) => {
    const query = parsePodLogQuery(req.query);
    const [entityRef, environment, caller] = await asked(req);
    res.json(await resources.getLog(entityRef, environment, query, caller));
  });

  router.use(
    `${ENVIRONMENT}/sync-preview`,
    limitPreviews({ httpAuth, perMinute: previewsPerMinute }),
  );
  router.get(`${ENVIRONMENT}/sync-preview`, async (req, res) => {
    res.json(await resources.previewSync(...(await asked(req))));
  });

  router.post(`${ENVIRONMENT}/refresh`, async (req, res) => {
    const request = parseRefreshRequest(req.body);
    const [entityRef, environment, caller] = await asked(req);
    await resources.refresh(entityRef, environment, request, caller);
    res.json({});
  });

  router.delete(`${ENVIRONMENT}/operation`, async (req, res) => {
    const operation = await resources.terminate(...(await asked(req)));
    res.json(operation ? { operation } : {});
  });

  return router;
}
