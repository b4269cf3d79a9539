/** Waits until the time is over or the signal says stop; never fails. */
export type Sleep = (delayMs: number, signal: AbortSignal) => Promise<void>;

export const sleep: Sleep = async (delayMs, signal) => {
  if (signal.aborted) {
    return;
  }
  await new Promise<void>(resolve => {
    const timer = setTimeout(done, delayMs);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
};
