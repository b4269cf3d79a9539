import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Request, Router } from 'express';
import createRouter from 'express-promise-router';
import { callerOf } from './callerOf';
import type { DeliveryApi } from './DeliveryApi';
import { limitPreviews } from './limitPreviews';
import {
  parseApprovalRequest,
  parseEntityRefs,
  parseEnvironment,
  parseOverrideRequest,
  parsePreviewRequest,
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
  /** How often a caller may ask for a preview. */
  previewsPerMinute: number;
}): Router {
  const { delivery, httpAuth } = options;
  const router = createRouter();
  const caller = (request: Request) => callerOf(request, httpAuth);

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
      const promotion = parsePreviewRequest(req.body);
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

  router.post('/promotions/:id/overrides', async (req, res) => {
    const override = parseOverrideRequest(req.body);
    const { promotion, created } = await delivery.overridePromotion(
      parsePromotionId(req.params),
      override,
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

  return router;
}
