import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { DeliveryApis } from '../api/createDeliveryApi';
import {
  parseApprovalRequest,
  parseOverrideRequest,
  parsePreviewRequest,
  parsePromotionId,
  parsePromotionRequest,
} from '../api/parseRequest';
import type { ActionLimit } from './ActionLimit';
import { toPreviewOutput, toPromotionOutput } from './actionOutputs';
import { parseService } from './parseService';

/** Actions of the way forward. */
export function registerPromotionActions(
  registry: ActionsRegistryService,
  {
    delivery,
    limit,
  }: Pick<DeliveryApis, 'delivery'> & { limit: Pick<ActionLimit, 'take'> },
): void {
  registry.register({
    name: 'preview-promotion',
    title: 'Preview a promotion',
    description:
      'What promoting a service from one environment to another would change, what each gate says and when its answer will change. Writes nothing.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          service: z
            .string()
            .describe('Name of the service, or its entity ref'),
          from: z.string().describe('Environment to promote from'),
          to: z.string().describe('Environment to promote to'),
          deployment: z
            .string()
            .optional()
            .describe(
              'Id of a deployment of the history, to an environment before the target, whose release is promoted instead of what Git names for the source now',
            ),
        }),
      output: z => z.object({ canOpen: z.boolean() }).passthrough(),
    },
    action: async ({ input: { service, ...request }, credentials }) => {
      const entityRef = parseService(service);
      const promotion = parsePreviewRequest(request);
      await limit.take(credentials);
      return {
        output: toPreviewOutput(
          await delivery.previewPromotion(entityRef, promotion, {
            credentials,
          }),
        ),
      };
    },
  });

  registry.register({
    name: 'open-promotion',
    title: 'Open a promotion',
    description:
      'Opens the pull request that promotes a service, or finds the open one of the same release. It is refused when a gate does not pass. A newer release closes the pull request of an older one to the same environment. Asking twice leads to the same promotion.',
    // It may close the pull request of an older promotion.
    attributes: { readOnly: false, destructive: true, idempotent: true },
    schema: {
      input: z =>
        z.object({
          service: z
            .string()
            .describe('Name of the service, or its entity ref'),
          from: z.string().describe('Environment to promote from'),
          to: z.string().describe('Environment to promote to'),
          deployment: z
            .string()
            .optional()
            .describe(
              'Id of a deployment of the history, to an environment before the target, whose release is promoted instead of what Git names for the source now',
            ),
          reason: z
            .string()
            .optional()
            .describe(
              "Why, in the person's own words; only where the preview requires it",
            ),
        }),
      output: z =>
        z.object({ id: z.string(), created: z.boolean() }).passthrough(),
    },
    action: async ({ input: { service, ...request }, credentials }) => {
      const { promotion, created } = await delivery.openPromotion(
        parseService(service),
        parsePromotionRequest(request),
        { credentials },
      );
      return { output: { ...toPromotionOutput(promotion), created } };
    },
  });

  registry.register({
    name: 'approve-promotion',
    title: 'Approve a promotion',
    description:
      'Approves what the pull request of a promotion holds, on behalf of a person other than the one who asked for it. Ask the person first, and pass the commit that they have seen.',
    attributes: { readOnly: false, destructive: true, idempotent: true },
    schema: {
      input: z =>
        z.object({
          promotion: z.string().describe('Id of the promotion'),
          commit: z
            .string()
            .describe('Full hash of the commit that the person has seen'),
          reason: z.string().optional(),
        }),
      output: z =>
        z.object({ id: z.string(), created: z.boolean() }).passthrough(),
    },
    action: async ({ input: { promotion: id, ...request }, credentials }) => {
      const { promotion, created } = await delivery.approvePromotion(
        parsePromotionId({ id }),
        parseApprovalRequest(request),
        { credentials },
      );
      return { output: { ...toPromotionOutput(promotion), created } };
    },
  });

  registry.register({
    name: 'override-promotion',
    title: 'Override gates of a promotion',
    description:
      'Lets what the pull request of an open promotion holds pass gates that hold it back, for a time, on behalf of a person who may. Only gates that its preview or its record calls overridable. Ask the person first which gates, why and for how long, and pass the commit that they have seen.',
    attributes: { readOnly: false, destructive: true, idempotent: true },
    schema: {
      input: z =>
        z.object({
          promotion: z.string().describe('Id of the promotion'),
          commit: z
            .string()
            .describe('Full hash of the commit that the person has seen'),
          gates: z.array(z.string()).describe('Ids of the gates'),
          reason: z.string().describe("Why, in the person's own words"),
          minutes: z
            .number()
            .optional()
            .describe('How long it holds, in whole minutes'),
        }),
      output: z =>
        z.object({ id: z.string(), created: z.boolean() }).passthrough(),
    },
    action: async ({ input: { promotion: id, ...request }, credentials }) => {
      const { promotion, created } = await delivery.overridePromotion(
        parsePromotionId({ id }),
        parseOverrideRequest(request),
        { credentials },
      );
      return { output: { ...toPromotionOutput(promotion), created } };
    },
  });
}
