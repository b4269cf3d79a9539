import { useApi } from '@backstage/frontend-plugin-api';
import type { Deployment } from '@stonegarden/backstage-plugin-delivery-common';
import { useQuery } from '@tanstack/react-query';
import { deliveryApiRef } from '../shared/api/DeliveryApi';
import { historyApiRef } from '../shared/api/HistoryApi';
import { queryKeys } from '../shared/queries/queryKeys';

/**
 * A deployment by its id.
 *
 * @param known - as a list has it already
 * @internal
 */
export function useDeployment(id: string, known?: Deployment) {
  const api = useApi(historyApiRef);
  return useQuery({
    queryKey: queryKeys.deployment(id),
    queryFn: ({ signal }) => api.getDeployment(id, { signal }),
    placeholderData: known,
  });
}

/**
 * What a deployment changed in the files of its environment. What it changed never changes.
 *
 * @internal
 */
export function useDeploymentFiles(id: string) {
  const api = useApi(historyApiRef);
  return useQuery({
    queryKey: queryKeys.deploymentFiles(id),
    queryFn: ({ signal }) => api.getDeploymentFiles(id, { signal }),
    staleTime: Infinity,
  });
}

/**
 * The promotion or rollback that brought a deployment; not asked for without an id.
 *
 * @internal
 */
export function useDeploymentPromotion(id?: string) {
  const api = useApi(deliveryApiRef);
  return useQuery({
    queryKey: queryKeys.promotion(id ?? 'none'),
    queryFn: ({ signal }) => api.getPromotion(id ?? '', { signal }),
    enabled: id !== undefined,
  });
}
