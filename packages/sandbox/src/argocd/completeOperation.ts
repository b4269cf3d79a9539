import type { Application, Operation } from './Application';

/**
 * An operation with what it takes from its application: where it syncs from, and how.
 *
 * @internal
 */
export function completeOperation(
  operation: Operation,
  { spec }: Application,
): Operation {
  const { syncOptions, retry } = spec.syncPolicy ?? {};
  return {
    ...(retry ? { retry } : {}),
    ...operation,
    sync: {
      source: spec.source,
      ...(syncOptions ? { syncOptions } : {}),
      ...operation.sync,
    },
  };
}
