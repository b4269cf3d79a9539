import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Train,
  TrainRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';
import { trainApiRef } from '../shared/api/TrainApi';
import { queryKeys } from '../shared/queries/queryKeys';

/**
 * Promotes several services together, or tries again what of a train was not opened.
 *
 * @internal
 */
export function useOpenTrain(
  request: TrainRequest | { retry: string },
  onOpened: (train: Train) => void,
) {
  const api = useApi(trainApiRef);
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: () =>
      'retry' in request
        ? api.retryTrain(request.retry)
        : api.openTrain(request),
    onSuccess: async train => {
      const queryKey = queryKeys.train(train.id);
      await client.cancelQueries({ queryKey });
      client.setQueryData(queryKey, train);
      onOpened(train);
    },
    // Where the answer is lost, the server may go on with it all the same.
    onSettled: (_train, error) =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.fleet() }),
        ...('retry' in request && error
          ? [
              client.invalidateQueries({
                queryKey: queryKeys.train(request.retry),
              }),
            ]
          : []),
      ]),
  });
  const { error } = mutation;
  return {
    ...mutation,
    /** Something may have been opened all the same. */
    uncertain:
      error !== null &&
      !(error instanceof DeliveryRequestError && error.nothingChanged),
  };
}
