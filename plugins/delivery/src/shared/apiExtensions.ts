import { ApiBlueprint } from '@backstage/frontend-plugin-api';
import { z } from 'zod';
import { PROMOTION_TEMPLATE } from './api/DeliveryClient';
import { apiFactories, createDeliveryApiFactory } from './apiFactories';

export const deliveryApi = ApiBlueprint.makeWithOverrides({
  configSchema: {
    /** Entity ref of the template that opens promotions; false opens them without a task. */
    promotionTemplate: z
      .union([z.string(), z.literal(false)])
      .default(PROMOTION_TEMPLATE),
  },
  factory(originalFactory, { config }) {
    return originalFactory(defineParams =>
      defineParams(createDeliveryApiFactory(config)),
    );
  },
});

export const queryClientApi = ApiBlueprint.make({
  name: 'query-client',
  params: defineParams => defineParams(apiFactories.queryClient),
});

export const rollbackApi = ApiBlueprint.make({
  name: 'rollback',
  params: defineParams => defineParams(apiFactories.rollback),
});

export const historyApi = ApiBlueprint.make({
  name: 'history',
  params: defineParams => defineParams(apiFactories.history),
});

export const lineApi = ApiBlueprint.make({
  name: 'line',
  params: defineParams => defineParams(apiFactories.line),
});

export const trainApi = ApiBlueprint.make({
  name: 'train',
  params: defineParams => defineParams(apiFactories.train),
});

export const slaApi = ApiBlueprint.make({
  name: 'sla',
  params: defineParams => defineParams(apiFactories.sla),
});

export const resourceApi = ApiBlueprint.make({
  name: 'resources',
  params: defineParams => defineParams(apiFactories.resources),
});
