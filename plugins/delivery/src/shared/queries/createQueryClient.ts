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
      mutations: { retry: false },
    },
  });
}
