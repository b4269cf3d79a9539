const DAY_MS = 86_400_000;

/** The window that an availability without one is read over. */
export const DEFAULT_WINDOW_MS = 30 * DAY_MS;

/**
 * How long a service may be down in a window and still keep its availability, in milliseconds.
 *
 * @internal
 */
export function allowedDowntime(percent: number, windowMs: number): number {
  return Math.round(((100 - percent) / 100) * windowMs);
}
