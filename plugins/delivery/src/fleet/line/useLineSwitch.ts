import { useApi } from '@backstage/frontend-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lineApiRef } from '../../shared/api/LineApi';
import { queryKeys } from '../../shared/queries/queryKeys';

/**
 * Stops promotions for a reason, or lets them go on where there is none. The page shows the answer at once, and after a failure
 * what is true now.
 *
 * @internal
 */
export function useLineSwitch(
  reason: string | undefined,
  onChanged: () => void,
) {
  const api = useApi(lineApiRef);
  const client = useQueryClient();
  const queryKey = queryKeys.line();
  return useMutation({
    mutationFn: () =>
      reason === undefined
        ? api.resumeLine()
        : api.stopLine({ reason: reason.trim() }),
    onSuccess: async line => {
      // What was asked for before the change must not take its place.
      await client.cancelQueries({ queryKey });
      client.setQueryData(queryKey, line);
      onChanged();
    },
    onError: () => client.invalidateQueries({ queryKey }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.fleet() }),
  });
}
