import type { ResourceReference } from '@stonegarden/backstage-plugin-delivery-common';
import { z } from 'zod';
import { withoutAddresses } from '../argocd/client/withoutAddresses';

const MAX_MESSAGE = 1_000;

const text = z.string().optional().catch(undefined);
const schema = z.object({
  // While an operation is asked for and not taken up, the state is that of the one before.
  operation: z.unknown().optional(),
  status: z.object({
    operationState: z.object({
      phase: z.string(),
      startedAt: text,
      message: text,
      operation: z.object({
        sync: z.object({ dryRun: z.boolean().optional() }).optional(),
      }),
      syncResult: z
        .object({
          resources: z
            .array(
              z.object({
                group: text,
                kind: z.string(),
                namespace: text,
                name: z.string(),
                status: text,
                message: text,
              }),
            )
            .nullish()
            .catch(undefined),
        })
        .optional()
        .catch(undefined),
    }),
  }),
});

/** What a dry run has found that the cluster would refuse. */
export interface DryRun {
  refused: Array<ResourceReference & { message: string }>;
}

/**
 * The dry run that was `asked` for, once it has ended, by the Application as it then is; `asked` is Argo CD's answer to the
 * request. Undefined while it runs, or is not to be seen yet: Argo CD may answer from before the request for a moment.
 */
export function readDryRun(
  application: unknown,
  asked: unknown,
): DryRun | undefined {
  const parsed = schema.safeParse(application);
  if (!parsed.success || parsed.data.operation) {
    return undefined;
  }
  const before = schema.safeParse(asked);
  if (
    before.success &&
    before.data.status.operationState.startedAt ===
      parsed.data.status.operationState.startedAt
  ) {
    return undefined;
  }
  const { operation, phase, syncResult } = parsed.data.status.operationState;
  if (!operation.sync?.dryRun || ['Running', 'Terminating'].includes(phase)) {
    return undefined;
  }
  return {
    refused: (syncResult?.resources ?? []).flatMap(
      ({ status, message = '', ...resource }) =>
        status === 'SyncFailed'
          ? [{ ...resource, message: withoutAddresses(message, MAX_MESSAGE) }]
          : [],
    ),
  };
}
