import { ServiceUnavailableError } from '@backstage/errors';

/**
 * Does work for a bounded time. The readers of Backstage pass the signal to some of their calls only, so that waiting
 * has to be bounded here.
 *
 * @throws ServiceUnavailableError after the time, in milliseconds
 * @internal
 */
export async function withTimeout<T>(
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const seconds = Math.round(timeoutMs / 1000);
      const error = new ServiceUnavailableError(
        `The Git host did not answer within ${seconds} s`,
      );
      reject(error);
      controller.abort(error);
    }, timeoutMs);
  });
  try {
    return await Promise.race([work(controller.signal), expired]);
  } finally {
    clearTimeout(timer);
  }
}
