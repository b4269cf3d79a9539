import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { formatRelease } from '@stonegarden/backstage-plugin-delivery-common';
import type { DeliveryApis } from '../api/createDeliveryApi';
import { parseEnvironment } from '../api/parseRequest';
import { parseRollbackRequest } from '../api/rollbacks/parseRollbackRequest';
import type { ActionLimit } from './ActionLimit';
import { toPreviewOutput, toPromotionOutput } from './actionOutputs';
import { parseService } from './parseService';

/** Actions of the way back. */
export function registerRollbackActions(
  registry: ActionsRegistryService,
  {
    rollbacks,
    limit,
  }: Pick<DeliveryApis, 'rollbacks'> & { limit: Pick<ActionLimit, 'take'> },
): void {
  registry.register({
    name: 'list-rollback-candidates',
    title: 'List the releases to roll back to',
    description:
      'Releases that an environment ran before, newest first, with the id of the deployment that a rollback names.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          service: z
            .string()
            .describe('Name of the service, or its entity ref'),
          environment: z.string(),
        }),
      output: z =>
        z.object({
          candidates: z.array(
            z.object({ deployment: z.string() }).passthrough(),
          ),
        }),
    },
    action: async ({ input, credentials }) => {
      const candidates = await rollbacks.candidates(
        parseService(input.service),
        parseEnvironment({ environment: input.environment }),
        { credentials },
      );
      return {
        output: {
          candidates: candidates.map(({ deployment, rolledBack }) => ({
            deployment: deployment.id,
            release: formatRelease(deployment.release),
            from: deployment.from,
            ...(rolledBack ? { rolledBack: true } : {}),
          })),
        },
      };
    },
  });

  registry.register({
    name: 'preview-rollback',
    title: 'Preview a rollback',
    description:
      'What rolling an environment back to an earlier deployment would change, and what to be warned of. Writes nothing.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          service: z
            .string()
            .describe('Name of the service, or its entity ref'),
          environment: z.string(),
          deployment: z.string().describe('Id of the deployment to go back to'),
          scope: z
            .enum(['versions', 'everything'])
            .default('versions')
            .describe(
              'Versions only, or all files of the environment as they were',
            ),
        }),
      output: z => z.object({ canOpen: z.boolean() }).passthrough(),
    },
    action: async ({ input: { service, ...request }, credentials }) => {
      const entityRef = parseService(service);
      const rollback = parseRollbackRequest(request);
      await limit.take(credentials);
      return {
        output: toPreviewOutput(
          await rollbacks.preview(entityRef, rollback, { credentials }),
        ),
      };
    },
  });

  registry.register({
    name: 'open-rollback',
    title: 'Open a rollback',
    description:
      'Opens the pull request that gives an environment an earlier release back, or finds the open one of the same. It closes the pull request of a promotion to the same environment. Asking twice leads to the same rollback.',
    // It may close the pull request of a promotion.
    attributes: { readOnly: false, destructive: true, idempotent: true },
    schema: {
      input: z =>
        z.object({
          service: z
            .string()
            .describe('Name of the service, or its entity ref'),
          environment: z.string(),
          deployment: z.string().describe('Id of the deployment to go back to'),
          scope: z.enum(['versions', 'everything']).default('versions'),
          reason: z
            .string()
            .optional()
            .describe("Why, in the person's own words"),
        }),
      output: z =>
        z.object({ id: z.string(), created: z.boolean() }).passthrough(),
    },
    action: async ({ input: { service, ...request }, credentials }) => {
      const { promotion, created } = await rollbacks.open(
        parseService(service),
        parseRollbackRequest(request),
        { credentials },
      );
      return { output: { ...toPromotionOutput(promotion), created } };
    },
  });
}
