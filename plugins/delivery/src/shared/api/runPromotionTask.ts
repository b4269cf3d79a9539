import type { LogEvent } from '@backstage/plugin-scaffolder-common';
import { z } from 'zod';
import {
  DeliveryRequestError,
  kindOfErrorName,
  kindOfStatus,
} from './DeliveryRequestError';
import { readScaffolderRefusal } from './readScaffolderRefusal';

const POLL_MS = 1_000;

/** The permission that the scaffolder asks for before anything else. */
const TASK_PERMISSION = 'scaffolder.task.create';

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
 * Runs a template that opens a promotion as the signed-in user and waits for its end. Follows the task's event stream, and
 * asks for its status where the stream breaks.
 *
 * Answers undefined where the viewer has no such template, or the portal no scaffolder: nothing has been done then.
 * `promotionId` is undefined when the task ended well but its outputs were not seen.
 *
 * Throws DeliveryRequestError with the scaffolder's or the failed step's own sentence, and the signal's reason when the
 * caller ended the wait; the task itself goes on then.
 *
 * @internal
 */
export async function runPromotionTask(
  scaffolder: PromotionTaskRunner,
  options: {
    /** Entity ref of the template. */
    template: string;
    entityRef: string;
    from: string;
    to: string;
    /** Id of the Deployment whose Release is promoted. */
    deployment?: string;
    reason?: string;
    timeoutMs: number;
    signal?: AbortSignal;
    pollMs?: number;
  },
): Promise<{ promotionId?: string } | undefined> {
  const { template, entityRef, from, to, deployment, reason } = options;
  const { pollMs = POLL_MS } = options;
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal
    ? AbortSignal.any([timeout, options.signal])
    : timeout;

  let taskId: string;
  try {
    ({ taskId } = await endedBy(
      signal,
      scaffolder.scaffold({
        templateRef: template,
        values: {
          entityRef,
          from,
          to,
          ...(deployment && { deployment }),
          ...(reason && { reason }),
        },
      }),
    ));
  } catch (error) {
    options.signal?.throwIfAborted();
    if (timeout.aborted) throw new DeliveryRequestError('timeout', '', '');
    const refusal = readScaffolderRefusal(error);
    if (refusal?.status === 404) return undefined;
    throw refusal ? refusedTask(refusal) : noAnswer(error);
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

function refusedTask(refusal: {
  status: number;
  message: string;
}): DeliveryRequestError {
  const { status, message } = refusal;
  return new DeliveryRequestError(kindOfStatus(status), message, '', {
    status,
    ...(status === 403 ? { permission: TASK_PERMISSION } : {}),
  });
}

/** Browsers throw a TypeError where no connection can be made. */
function noAnswer(error: unknown): DeliveryRequestError {
  return error instanceof TypeError || !(error instanceof Error)
    ? new DeliveryRequestError('network', '', '')
    : new DeliveryRequestError('failed', error.message, '');
}

/** The scaffolder's client takes no signal: whoever ends the wait stops waiting, and the request goes on. */
async function endedBy<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  return Promise.race([
    work,
    new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), {
        once: true,
      });
    }),
  ]);
}

function followEvents(
  scaffolder: PromotionTaskRunner,
  taskId: string,
  signal: AbortSignal,
): Promise<Completion | undefined> {
  if (signal.aborted) return Promise.resolve(undefined);
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
