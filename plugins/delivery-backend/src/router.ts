import type {
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import express, { Request, Router } from 'express';
import createRouter from 'express-promise-router';
import { z } from 'zod';
import type { Caller, Delivery } from './Delivery';
import { logFailures } from './logFailures';

/** What the catalog takes as a name, and what Kubernetes takes as one. */
const entityName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, {
  error: 'must be an entity name',
});
const environmentName = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, {
    error:
      'must be an environment name: small letters, digits and -, at most 63',
  });

const serviceParams = z.object({ namespace: entityName, name: entityName });
const syncParams = serviceParams.extend({ environment: environmentName });
const promotionParams = z.object({ id: z.uuid() });
const promotionBody = z.strictObject({
  from: environmentName,
  to: environmentName,
});
const summariesBody = z.strictObject({
  entityRefs: z.array(z.string().min(1).max(512)).max(200),
});

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'the body'}: ${message}`,
    );
    throw new InputError(`The request is not valid: ${problems.join('; ')}`);
  }
  return parsed.data;
}

function entityRefOf(params: unknown): string {
  const { namespace, name } = parse(serviceParams.loose(), params);
  return stringifyEntityRef({ kind: 'component', namespace, name });
}

/** The HTTP API: reads and checks requests, and leaves everything else to {@link Delivery}. */
export function createDeliveryRouter(options: {
  delivery: Delivery;
  httpAuth: HttpAuthService;
  logger: LoggerService;
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
    res.json(
      await delivery.getService(entityRefOf(req.params), await caller(req)),
    );
  });

  router.post(
    '/services/:namespace/:name/promotions/preview',
    async (req, res) => {
      const promotion = parse(promotionBody, req.body);
      res.json(
        await delivery.previewPromotion(
          entityRefOf(req.params),
          promotion,
          await caller(req),
        ),
      );
    },
  );

  router.post('/services/:namespace/:name/promotions', async (req, res) => {
    const body = parse(promotionBody, req.body);
    const { promotion, created } = await delivery.openPromotion(
      entityRefOf(req.params),
      body,
      await caller(req),
    );
    res.status(created ? 201 : 200).json(promotion);
  });

  router.get('/services/:namespace/:name/promotions', async (req, res) => {
    const items = await delivery.listPromotions(
      entityRefOf(req.params),
      await caller(req),
    );
    res.json({ items });
  });

  router.post(
    '/services/:namespace/:name/environments/:environment/sync',
    async (req, res) => {
      const { environment } = parse(syncParams, req.params);
      const operation = await delivery.sync(
        entityRefOf(req.params),
        environment,
        await caller(req),
      );
      res.status(202).json({ operation });
    },
  );

  router.get('/promotions/:id', async (req, res) => {
    const { id } = parse(promotionParams, req.params);
    res.json(await delivery.getPromotion(id, await caller(req)));
  });

  router.post('/summaries', async (req, res) => {
    const { entityRefs } = parse(summariesBody, req.body);
    const items = await delivery.summarize(entityRefs, await caller(req));
    res.json({ items });
  });

  router.get('/instances', async (req, res) => {
    await caller(req);
    res.json({ items: delivery.instances() });
  });

  router.use(logFailures(logger));

  return router;
}
