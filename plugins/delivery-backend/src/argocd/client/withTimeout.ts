/**
 * What `work` gives. Once `timeoutMs` is over or `signal` aborts, its own signal does too, and this fails with the reason (a
 * `TimeoutError` for the time), whether or not the work takes notice.
 *
 * In place of `AbortSignal.any` with `AbortSignal.timeout`: Node.js 20 can lose that timeout to its garbage collection, and
 * each use leaves a reference on a signal that lives for long.
 */
export async function withTimeout<T>(
  options: { timeoutMs: number; signal?: AbortSignal },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { timeoutMs, signal } = options;
  signal?.throwIfAborted();
  const ended = new AbortController();
  const end = () => ended.abort(signal?.reason);
  const timer = setTimeout(
    () => ended.abort(new DOMException('The time is over', 'TimeoutError')),
    timeoutMs,
  );
  signal?.addEventListener('abort', end);
  try {
    return await Promise.race([work(ended.signal), failureOf(ended.signal)]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}

function failureOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}
