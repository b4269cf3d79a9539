/** For {@link eventually}. Generous: these tests share two cores with others. */
export const PATIENCE = { timeoutMs: 60_000, everyMs: 50 };
