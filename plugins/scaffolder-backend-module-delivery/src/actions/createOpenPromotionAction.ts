import { ConflictError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { DeliveryService } from '@stonegarden/backstage-plugin-delivery-node';
import { examples } from './openPromotion.examples';
import { reportPromotion } from './reportPromotion';
import { withoutStack } from './withoutStack';

/**
 * The action `delivery:promotion:open`: one pull request that moves a Release from one environment to another.
 *
 * All rules, rights and gates are those of delivery-backend, asked on behalf of the user who runs the task. Asking twice
 * gives the same promotion. A dry run only previews, and fails where opening would.
 *
 * @public
 */
export function createOpenPromotionAction({
  delivery,
}: {
  delivery: DeliveryService;
}) {
  return createTemplateAction({
    id: 'delivery:promotion:open',
    description:
      'Opens a pull request that promotes the release of one environment of a service to another, or finds the open one of the same release.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: z =>
          z
            .string()
            .describe(
              "Entity ref of the service's Component, for example component:default/shop",
            ),
        from: z => z.string().describe('Environment to take the release from'),
        to: z => z.string().describe('Environment to bring it to'),
        deployment: z =>
          z
            .string()
            .optional()
            .describe(
              'Id of the deployment whose release is promoted; what `from` has in Git now when left out',
            ),
        reason: z =>
          z
            .string()
            .optional()
            .describe(
              'Why it is promoted, in a person’s own words; required where the preview says so',
            ),
      },
      output: {
        promotionId: z => z.string(),
        pullRequestUrl: z => z.string().describe('Address for people'),
        pullRequestNumber: z => z.number(),
        status: z => z.string().describe('The state of the promotion'),
      },
    },
    handler: ctx =>
      withoutStack(async () => {
        const { entityRef, from, to } = ctx.input;
        const reason = ctx.input.reason?.trim();
        const deployment = ctx.input.deployment?.trim();
        const request = {
          from,
          to,
          ...(deployment && { deployment }),
          ...(reason && { reason }),
        };
        const credentials = await ctx.getInitiatorCredentials();

        if (ctx.isDryRun) {
          const preview = await delivery.previewPromotion(entityRef, request, {
            credentials,
          });
          for (const gate of preview.gates) {
            ctx.logger.info(
              `${gate.title}: ${gate.status}. ${gate.reason.message}`,
            );
          }
          if (!preview.canOpen) {
            throw new ConflictError(
              preview.reason?.message ??
                `${from} cannot be promoted to ${to} now`,
            );
          }
          const [unanswered] = reason ? [] : preview.reasonRequired ?? [];
          if (unanswered) throw new ConflictError(unanswered.message);
          for (const { path, diff } of preview.files) {
            ctx.logger.info(`Would change ${path}:\n${diff}`);
          }
          return;
        }

        // Not a checkpoint: opening is idempotent, and a repeated task should see the promotion as it is then
        const promotion = await delivery.openPromotion(entityRef, request, {
          credentials,
        });
        reportPromotion(ctx, promotion);
      }),
  });
}
