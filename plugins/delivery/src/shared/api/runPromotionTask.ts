import type { LogEvent } from '@backstage/plugin-scaffolder-common';
import { z } from 'zod';
import { DeliveryRequestError, kindOfErrorName } from './DeliveryRequestError';

/** Opening a pull request takes seconds; a task that hangs must not keep a dialog waiting for ever. */
const TASK_TIMEOUT_MS = 120_000;
const POLL_MS = 1_000;

const TEMPLATE_REF = 'template:default/promote-environment';

/** What the last event of a task says beyond the type that the scaffolder publishes. */
const completionSchema = z.object({
  status: z.string().optional(),
  output: z.object({ promotionId: z.string().optional() }).optional(),
  error: z
    .object({ name: z.string().optional(), message: z.string() })
    .optional(),
});

/**
 * The part of the scaffolder's client that is used here.
 *
 * @internal
 */
export interface PromotionTaskRunner {
  scaffold(request: {
    templateRef: string;
    values: Record<string, string>;
  }): Promise<{ taskId: string }>;
  getTask(taskId: string): Promise<{ status: string }>;
  streamLogs(request: { taskId: string }): {
    subscribe(observer: {
      next(event: LogEvent): void;
      error(error: Error): void;
      complete(): void;
    }): { unsubscribe(): void };
  };
}

type Completion = z.infer<typeof completionSchema>;

/**
 * Runs the template `promote-environment` as the signed-in user and waits for its end. Follows the task's event
 * stream, and asks for its status where the stream breaks.
 *
 * Throws DeliveryRequestError with the failed step's own sentence. `promotionId` is undefined when the task ended
 * well but its outputs were not seen.
 *
 * @internal
 */
export async function runPromotionTask(
  scaffolder: PromotionTaskRunner,
  options: {
    entityRef: string;
    from: string;
    to: string;
    signal?: AbortSignal;
    pollMs?: number;
    timeoutMs?: number;
  },
): Promise<{ promotionId?: string }> {
  const { entityRef, from, to, pollMs = POLL_MS } = options;
  const timeout = AbortSignal.timeout(options.timeoutMs ?? TASK_TIMEOUT_MS);
  const signal = options.signal
    ? AbortSignal.any([timeout, options.signal])
    : timeout;

  let taskId: string;
  try {
    ({ taskId } = await scaffolder.scaffold({
      templateRef: TEMPLATE_REF,
      values: { entityRef, from, to },
    }));
  } catch (error) {
    throw refusedTask(error);
  }

  const completion =
    (await followEvents(scaffolder, taskId, signal)) ??
    (await pollStatus(scaffolder, taskId, signal, pollMs));

  if (!completion) {
    options.signal?.throwIfAborted();
    throw new DeliveryRequestError('timeout', '', taskId);
  }
  if (completion.error || completion.status !== 'completed') {
    throw new DeliveryRequestError(
      kindOfErrorName(completion.error?.name),
      completion.error?.message ?? '',
      taskId,
    );
  }
  return { promotionId: completion.output?.promotionId };
}

/** The scaffolder's client throws ResponseErrors, or whatever fetch throws when there is no answer. */
function refusedTask(error: unknown): DeliveryRequestError {
  const parsed = z
    .object({ cause: z.object({ name: z.string(), message: z.string() }) })
    .safeParse(error);
  return parsed.success
    ? new DeliveryRequestError(
        kindOfErrorName(parsed.data.cause.name),
        parsed.data.cause.message,
        '',
      )
    : new DeliveryRequestError('network', '', '');
}

function followEvents(
  scaffolder: PromotionTaskRunner,
  taskId: string,
  signal: AbortSignal,
): Promise<Completion | undefined> {
  return new Promise(resolve => {
    let stop = () => {};
    const end = (completion?: Completion) => {
      stop();
      resolve(completion);
    };
    const subscription = scaffolder.streamLogs({ taskId }).subscribe({
      next: (event: LogEvent) => {
        if (event.type !== 'completion') return;
        const parsed = completionSchema.safeParse(event.body);
        end(parsed.success ? withStatus(parsed.data) : undefined);
      },
      error: () => end(),
      complete: () => end(),
    });
    stop = () => subscription.unsubscribe();
    signal.addEventListener('abort', () => end(), { once: true });
  });
}

/** The completion event carries the status in its message only; an event without an error is a success. */
function withStatus(completion: Completion): Completion {
  return {
    ...completion,
    status: completion.status ?? (completion.error ? 'failed' : 'completed'),
  };
}

async function pollStatus(
  scaffolder: PromotionTaskRunner,
  taskId: string,
  signal: AbortSignal,
  pollMs: number,
): Promise<Completion | undefined> {
  while (!signal.aborted) {
    const task = await scaffolder.getTask(taskId).catch(() => undefined);
    if (task && !['open', 'processing'].includes(task.status)) {
      return { status: task.status };
    }
    await new Promise(resolve => {
      setTimeout(resolve, pollMs);
    });
  }
  return undefined;
}
