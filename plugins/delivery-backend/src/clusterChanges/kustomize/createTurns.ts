/** Runs tasks, at most so many at a time; the others wait in order. */
export function createTurns(
  limit: number,
): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: Array<() => void> = [];
  let running = 0;
  return async task => {
    if (running >= limit) {
      // Whoever ends hands its turn over
      await new Promise<void>(resolve => {
        waiting.push(resolve);
      });
    } else {
      running += 1;
    }
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) {
        next();
      } else {
        running -= 1;
      }
    }
  };
}
