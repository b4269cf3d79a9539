import type {
  OverrideLimits,
  ServiceDelivery,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '../shared/queries/queryKeys';

/**
 * For how long the viewer may override gates of promotions to an environment; undefined where they may not, and while the page
 * has not read the service.
 *
 * @internal
 */
export function useOverrideLimits(
  entityRef: string,
  environment: string,
): OverrideLimits | undefined {
  const service = useQueryClient().getQueryData<ServiceDelivery>(
    queryKeys.service(entityRef),
  );
  return service?.permissions.override.includes(environment)
    ? service.overrideLimits
    : undefined;
}
