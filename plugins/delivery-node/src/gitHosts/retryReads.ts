/** Settings of {@link retryReads}. */
export interface RetryOptions {
  /** Attempts in all. */
  attempts: number;
  /** Milliseconds before the second attempt; doubles each time, with up to half as much at random on top. */
  firstDelayMs: number;
  /** The longest wait a host may ask for, in milliseconds; when it asks for more, the error goes to the caller. */
  longestDelayMs: number;
  /** Milliseconds to wait if the error is worth another attempt, else undefined; 0 leaves it to the back-off. */
  retryAfterMs(error: unknown): number | undefined;
  sleep?(milliseconds: number): Promise<void>;
}

const wait = (milliseconds: number) =>
  new Promise<void>(resolve => {
    setTimeout(resolve, milliseconds);
  });

/** Repeats a read that failed for a passing reason. Never use it for writes: their answer may be what got lost. */
export async function retryReads<T>(
  read: () => Promise<T>,
  options: RetryOptions,
): Promise<T> {
  const sleep = options.sleep ?? wait;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await read();
    } catch (error) {
      const asked = options.retryAfterMs(error);
      const backOff =
        options.firstDelayMs * 2 ** (attempt - 1) * (1 + Math.random() / 2);
      if (
        asked === undefined ||
        asked > options.longestDelayMs ||
        attempt >= options.attempts
      ) {
        throw error;
      }
      await sleep(Math.max(asked, backOff));
    }
  }
}
