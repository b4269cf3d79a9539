import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { trainApiRef } from '../shared/api/TrainApi';
import { queryKeys } from '../shared/queries/queryKeys';

/** Gates may change while the dialog is open. Each look reads the files of every service. */
const GATES_MS = 30_000;

/**
 * What promoting several services together would do, asked anew each time that the dialog opens.
 *
 * @internal
 */
export function useTrainPreview(
  entityRefs: string[],
  to: string | undefined,
  { enabled }: { enabled: boolean },
) {
  const api = useApi(trainApiRef);
  return useQuery({
    queryKey: queryKeys.trainPreview(to ?? '', entityRefs),
    queryFn: ({ signal }) =>
      api.previewTrain({ to: to ?? '', entityRefs }, { signal }),
    enabled: enabled && to !== undefined && entityRefs.length > 0,
    staleTime: 0,
    gcTime: 0,
    refetchInterval: GATES_MS,
  });
}
