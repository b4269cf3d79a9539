/**
 * Does the same for each of some items, so many at a time, and answers in their order. What throws, throws once those that were
 * begun have ended; no more are begun then.
 */
export async function mapBounded<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  task: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const entries = items.entries();
  let failed = false;
  const work = async () => {
    for (const [index, item] of entries) {
      if (failed) {
        return;
      }
      try {
        results[index] = await task(item, index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = await Promise.allSettled(
    Array.from({ length: Math.min(atOnce, items.length) }, work),
  );
  for (const worker of workers) {
    if (worker.status === 'rejected') {
      throw worker.reason;
    }
  }
  return results;
}
