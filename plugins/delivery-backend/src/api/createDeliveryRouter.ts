import type {
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import express, { Request, Router } from 'express';
import createRouter from 'express-promise-router';
import type { Caller, DeliveryApi } from './DeliveryApi';
import { limitPreviews } from './limitPreviews';
import { logFailures } from './logFailures';
import {
  parseApprovalRequest,
  parseEntityRefs,
  parseEnvironment,
  parsePromotionId,
  parsePromotionRequest,
  parseServiceRef,
  parseSyncRequest,
} from './parseRequest';
import { sendService } from './sendService';

/** The HTTP API: reads and checks requests, and leaves everything else to {@link DeliveryApi}. */
export function createDeliveryRouter(options: {
  delivery: DeliveryApi;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  /** How often a caller may ask for a preview. */
  previewsPerMinute: number;
}): Router {
  const { delivery, httpAuth, logger } = options;
  const router = createRouter();
  router.use(express.json({ limit: '128kb' }));

  const caller = async (request: Request): Promise<Caller> => ({
    credentials: await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    }),
    request,
  });

  router.get('/services/:namespace/:name', async (req, res) => {
    sendService(
      res,
      await delivery.getService(parseServiceRef(req.params), await caller(req)),
    );
  });

  router.use(
    '/services/:namespace/:name/promotions/preview',
    limitPreviews({ httpAuth, perMinute: options.previewsPerMinute }),
  );
  router.post(
    '/services/:namespace/:name/promotions/preview',
    async (req, res) => {
      const promotion = parsePromotionRequest(req.body);
      res.json(
        await delivery.previewPromotion(
          parseServiceRef(req.params),
          promotion,
          await caller(req),
        ),
      );
    },
  );

  router.post('/services/:namespace/:name/promotions', async (req, res) => {
    const body = parsePromotionRequest(req.body);
    const { promotion, created } = await delivery.openPromotion(
      parseServiceRef(req.params),
      body,
      await caller(req),
    );
    res.status(created ? 201 : 200).json(promotion);
  });

  router.get('/services/:namespace/:name/promotions', async (req, res) => {
    const items = await delivery.listPromotions(
      parseServiceRef(req.params),
      await caller(req),
    );
    res.json({ items });
  });

  router.post(
    '/services/:namespace/:name/environments/:environment/sync',
    async (req, res) => {
      const environment = parseEnvironment(req.params);
      const operation = await delivery.sync(
        parseServiceRef(req.params),
        environment,
        parseSyncRequest(req.body),
        await caller(req),
      );
      res.status(202).json({ operation });
    },
  );

  router.get('/promotions/:id', async (req, res) => {
    res.json(
      await delivery.getPromotion(
        parsePromotionId(req.params),
        await caller(req),
      ),
    );
  });

  router.get('/promotions/:id/files', async (req, res) => {
    res.json(
      await delivery.getPromotionFiles(
        parsePromotionId(req.params),
        await caller(req),
      ),
    );
  });

  router.post('/promotions/:id/renew', async (req, res) => {
    const { promotion, created } = await delivery.renewPromotion(
      parsePromotionId(req.params),
      await caller(req),
    );
    res.status(created ? 201 : 200).json(promotion);
  });

  router.post('/promotions/:id/approvals', async (req, res) => {
    const approval = parseApprovalRequest(req.body);
    const { promotion, created } = await delivery.approvePromotion(
      parsePromotionId(req.params),
      approval,
      await caller(req),
    );
    res.status(created ? 201 : 200).json(promotion);
  });

  router.post('/summaries', async (req, res) => {
    const items = await delivery.summarize(
      parseEntityRefs(req.body),
      await caller(req),
    );
    res.json({ items });
  });

  router.get('/orphaned-services', async (req, res) => {
    res.json({ items: await delivery.orphanedServices(await caller(req)) });
  });

  router.get('/instances', async (req, res) => {
    res.json({ items: delivery.instances(await caller(req)) });
  });

  router.use(logFailures(logger));

  return router;
}
