import { ConflictError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type {
  DeliveryService,
  DeliveryServiceRequestOptions,
} from '@stonegarden/backstage-plugin-delivery-node';
import { examples } from './openRollback.examples';
import { reportPromotion } from './reportPromotion';
import { withoutStack } from './withoutStack';

/** The deployment before the current one that "Roll back" on the page of the service leads to. */
async function previousDeployment(
  delivery: DeliveryService,
  entityRef: string,
  environment: string,
  options: DeliveryServiceRequestOptions,
): Promise<string> {
  const { histories } = await delivery.getService(entityRef, options);
  const history = histories.find(each => each.environment === environment);
  if (!history?.previous) {
    throw new ConflictError(
      `No deployment to ${environment} is known that it could go back to. Name one in the field deployment.`,
    );
  }
  return history.previous.id;
}

/**
 * The action `delivery:rollback:open`: one pull request that gives an environment an earlier Release.
 *
 * All rules and rights are those of delivery-backend, asked on behalf of the user who runs the task. Asking twice gives the
 * same rollback. A dry run only previews, and fails where opening would.
 *
 * @public
 */
export function createOpenRollbackAction({
  delivery,
}: {
  delivery: DeliveryService;
}) {
  return createTemplateAction({
    id: 'delivery:rollback:open',
    description:
      'Opens a pull request that rolls an environment of a service back to an earlier release, or finds the open one.',
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
        environment: z => z.string().describe('Environment to roll back'),
        deployment: z =>
          z
            .string()
            .optional()
            .describe(
              'Id of the deployment whose release is to run again; left out, what ran before',
            ),
        scope: z =>
          z
            .enum(['versions', 'everything'])
            .optional()
            .describe(
              'versions (the default): the versions of the images only; everything: all files of the environment as they were then',
            ),
        reason: z =>
          z
            .string()
            .optional()
            .describe('Why; needed where the environment is protected'),
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
        const { entityRef, environment, reason } = ctx.input;
        const credentials = await ctx.getInitiatorCredentials();
        const request = {
          environment,
          deployment:
            ctx.input.deployment ||
            (await previousDeployment(delivery, entityRef, environment, {
              credentials,
            })),
          scope: ctx.input.scope ?? ('versions' as const),
          ...(reason ? { reason } : {}),
        };

        if (ctx.isDryRun) {
          const preview = await delivery.previewRollback(entityRef, request, {
            credentials,
          });
          const needed = reason ? undefined : preview.reasonRequired[0];
          if (!preview.canOpen || needed) {
            throw new ConflictError(
              preview.reason?.message ??
                needed?.message ??
                `${environment} cannot be rolled back now`,
            );
          }
          for (const { path, diff } of preview.files) {
            ctx.logger.info(`Would change ${path}:\n${diff}`);
          }
          return;
        }

        // Not a checkpoint: opening is idempotent, and a repeated task should see the rollback as it is then
        reportPromotion(
          ctx,
          await delivery.openRollback(entityRef, request, { credentials }),
        );
      }),
  });
}
