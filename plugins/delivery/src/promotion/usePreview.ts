import { type QueryKey, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

const GATES_MS = 10_000;
/** What the Git host is still being asked for is there soon. */
const PENDING_MS = 2_000;

/**
 * What a promotion or rollback would do, asked anew each time the dialog opens; gates may change while it is open. Who does not
 * want to wait for the answer stops it, and asks again by `retry`.
 *
 * @internal
 */
export function usePreview<T>(options: {
  queryKey: QueryKey;
  ask: (options: { signal: AbortSignal }) => Promise<T>;
  enabled: boolean;
  /** Whether a part of it is still to come. */
  isPending?: (preview: T) => boolean;
}): AskedPreview<T> {
  const { queryKey, ask, enabled, isPending } = options;
  const client = useQueryClient();
  const [stopped, setStopped] = useState(false);
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => ask({ signal }),
    enabled: enabled && !stopped,
    staleTime: 0,
    gcTime: 0,
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && isPending?.(data) ? PENDING_MS : GATES_MS,
  });
  return {
    data: query.data,
    error: query.error,
    offline: query.fetchStatus === 'paused',
    stopped,
    stop: () => {
      setStopped(true);
      client.cancelQueries({ queryKey });
    },
    retry: () => {
      setStopped(false);
      if (!stopped) query.refetch();
    },
  };
}

/**
 * A preview that was asked for.
 *
 * @internal
 */
export interface AskedPreview<T> {
  data: T | undefined;
  error: Error | null;
  /** The browser has no network. */
  offline: boolean;
  /** The person did not want to wait for it. */
  stopped: boolean;
  stop: () => void;
  retry: () => void;
}
