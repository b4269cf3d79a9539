import type { WorldFactsReader } from '../gates/facts/WorldFactsReader';

/** A world in which nothing stands in the way of a promotion. */
export const quietWorld: Pick<WorldFactsReader, 'read'> = {
  read: async () => ({
    lineStop: { value: null },
    incident: { value: null },
    syncWindows: { value: null },
  }),
};

/** A line that nobody has stopped. */
export const runningLine = { current: async () => undefined };
