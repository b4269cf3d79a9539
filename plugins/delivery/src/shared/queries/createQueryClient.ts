import { QueryClient } from '@tanstack/react-query';
import { DeliveryRequestError } from '../api/DeliveryRequestError';

/**
 * Creates the plugin's query cache. Reads that got no answer are tried twice more; a "no" is final; writes are
 * never repeated by themselves.
 *
 * @internal
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        retry: (failures, error) =>
          failures < 2 &&
          !(error instanceof DeliveryRequestError && error.nothingChanged),
      },
      // A write is sent when a person asks for it, or fails: it is never kept to be sent later.
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
