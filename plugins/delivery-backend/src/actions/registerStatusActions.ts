import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { DeliveryApis } from '../api/createDeliveryApi';
import { parsePromotionId } from '../api/parseRequest';
import { toPromotionOutput, toStatusOutput } from './actionOutputs';
import { parseService } from './parseService';

const READS = { readOnly: true, destructive: false, idempotent: true };

/** Actions that read what runs, and what is on its way. */
export function registerStatusActions(
  registry: ActionsRegistryService,
  { delivery, overview }: Pick<DeliveryApis, 'delivery' | 'overview'>,
): void {
  registry.register({
    name: 'get-service-status',
    title: 'Get the status of a service',
    description:
      'What runs in each environment of a service by Argo CD (health, sync, release), and what lies between them: whether the next environment may be promoted to, and the promotion that is under way. An environment with `stale` has the last facts of an Argo CD that does not answer; `Unknown` means that nothing is known.',
    attributes: READS,
    schema: {
      input: z =>
        z.object({
          service: z
            .string()
            .describe('Name of the service, or its entity ref'),
        }),
      output: z => z.object({ service: z.string() }).passthrough(),
    },
    examples: [
      { title: 'What runs where', input: { service: 'audiobookshelf' } },
    ],
    action: async ({ input, credentials }) => ({
      output: toStatusOutput(
        await delivery.getService(parseService(input.service), { credentials }),
      ),
    }),
  });

  registry.register({
    name: 'list-promotions',
    title: 'List promotions',
    description:
      'Promotions and rollbacks: of one service, newest first; without a service, all that are under way, first those that wait for whoever asks.',
    attributes: READS,
    schema: {
      input: z =>
        z.object({
          service: z
            .string()
            .optional()
            .describe('Name of the service, or its entity ref'),
        }),
      output: z =>
        z.object({
          promotions: z.array(z.object({ id: z.string() }).passthrough()),
        }),
    },
    action: async ({ input, credentials }) => {
      const promotions =
        input.service === undefined
          ? (await overview.promotionsUnderWay({ credentials })).items.map(
              item => item.promotion,
            )
          : await delivery.listPromotions(parseService(input.service), {
              credentials,
            });
      return { output: { promotions: promotions.map(toPromotionOutput) } };
    },
  });

  registry.register({
    name: 'get-promotion',
    title: 'Get a promotion',
    description:
      'How far one promotion or rollback is. It has succeeded only when Argo CD deployed what was merged and the environment stayed healthy. `commit` is what an approval is about.',
    attributes: READS,
    schema: {
      input: z => z.object({ promotion: z.string().describe('Its id') }),
      output: z => z.object({ id: z.string() }).passthrough(),
    },
    action: async ({ input, credentials }) => ({
      output: toPromotionOutput(
        await delivery.getPromotion(parsePromotionId({ id: input.promotion }), {
          credentials,
        }),
      ),
    }),
  });
}
