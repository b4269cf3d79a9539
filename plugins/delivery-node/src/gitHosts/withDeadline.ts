import { AsyncLocalStorage } from 'node:async_hooks';

const deadlines = new AsyncLocalStorage<AbortSignal>();

/**
 * Runs a task of several calls to a Git host that all end after `timeoutMs` together, however long each may take by itself.
 * A deadline inside another cannot outlast it.
 *
 * @public
 */
export function withDeadline<T>(
  timeoutMs: number,
  task: () => Promise<T>,
): Promise<T> {
  const own = AbortSignal.timeout(timeoutMs);
  const outer = deadlines.getStore();
  return deadlines.run(outer ? AbortSignal.any([outer, own]) : own, task);
}

/**
 * For adapters: aborted when the time of the task is over that the present call is part of; undefined outside
 * {@link withDeadline}.
 *
 * @public
 */
export function deadlineSignal(): AbortSignal | undefined {
  return deadlines.getStore();
}
