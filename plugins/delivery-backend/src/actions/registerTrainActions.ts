import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { MAX_TRAIN_SERVICES } from '@stonegarden/backstage-plugin-delivery-common';
import type { DeliveryApis } from '../api/createDeliveryApi';
import { parseTrainRequest } from '../api/trains/parseTrainRequest';
import type { ActionLimit } from './ActionLimit';
import { toPromotionOutput } from './actionOutputs';
import { parseService } from './parseService';

interface Asked {
  services: string[];
  to: string;
  reason?: string;
}

function toRequest({ services, ...request }: Asked) {
  return parseTrainRequest({
    ...request,
    entityRefs: services.map(parseService),
  });
}

/** Actions for several services together. */
export function registerTrainActions(
  registry: ActionsRegistryService,
  {
    trains,
    limit,
  }: Pick<DeliveryApis, 'trains'> & { limit: Pick<ActionLimit, 'take'> },
): void {
  registry.register({
    name: 'preview-train',
    title: 'Preview promoting several services together',
    description:
      'For each of several services whether it can be promoted to an environment from the one before it, and why not. Writes nothing.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          services: z
            .array(z.string())
            .max(MAX_TRAIN_SERVICES)
            .describe('Names of the services, or their entity refs'),
          to: z.string().describe('Environment to promote to'),
        }),
      output: z => z.object({ to: z.string() }).passthrough(),
    },
    action: async ({ input, credentials }) => {
      const request = toRequest(input);
      // Each service is read as for a preview of its own.
      for (const _ of request.entityRefs) {
        await limit.take(credentials);
      }
      const { to, pullRequests, members } = await trains.preview(request, {
        credentials,
      });
      return {
        output: {
          to,
          pullRequests,
          services: members.map(({ entityRef, canOpen, reason }) => ({
            service: entityRef,
            canOpen,
            ...(reason ? { reason: reason.message } : {}),
          })),
        },
      };
    },
  });

  registry.register({
    name: 'open-train',
    title: 'Promote several services together',
    description:
      'Opens the pull requests that promote several services to an environment, each from the one before it, or finds those that are open. Preview it first, and name only services that can go: one that may not be promoted is enough for nothing to be opened. Asking twice leads to the same train.',
    // It may close pull requests of older promotions.
    attributes: { readOnly: false, destructive: true, idempotent: true },
    schema: {
      input: z =>
        z.object({
          services: z
            .array(z.string())
            .max(MAX_TRAIN_SERVICES)
            .describe('Names of the services, or their entity refs'),
          to: z.string().describe('Environment to promote to'),
          reason: z
            .string()
            .optional()
            .describe("Why, in the person's own words"),
        }),
      output: z =>
        z.object({ id: z.string(), created: z.boolean() }).passthrough(),
    },
    action: async ({ input, credentials }) => {
      const { train, created } = await trains.open(toRequest(input), {
        credentials,
      });
      return {
        output: {
          id: train.id,
          created,
          to: train.to,
          services: train.members.map(
            ({ entityRef, promotion, failure, opening }) => ({
              service: entityRef,
              ...(promotion ? { promotion: toPromotionOutput(promotion) } : {}),
              ...(failure ? { reason: failure.message } : {}),
              ...(opening ? { opening } : {}),
            }),
          ),
        },
      };
    },
  });
}
