import { useApi } from '@backstage/frontend-plugin-api';
import type { PodLogQuery } from '@stonegarden/backstage-plugin-delivery-common';
import { useQuery } from '@tanstack/react-query';
import type { DeliveryRequestOptions } from '../shared/api/DeliveryApi';
import { type ResourceApi, resourceApiRef } from '../shared/api/ResourceApi';
import { queryKeys } from '../shared/queries/queryKeys';

/** How often what is shown is looked at again; a signal is quicker. */
const LOOK_MS = 15_000;

type Read<T> = (
  entityRef: string,
  environment: string,
  options: DeliveryRequestOptions,
) => Promise<T>;

/**
 * Which environment of which service.
 *
 * @internal
 */
export interface EnvironmentOf {
  entityRef: string;
  environment: string;
}

function usePart<T>(
  of: EnvironmentOf,
  part: string,
  pick: (api: ResourceApi) => Read<T>,
  options: { enabled?: boolean; everyMs?: number | false } = {},
) {
  const api = useApi(resourceApiRef);
  const { entityRef, environment } = of;
  return useQuery({
    queryKey: queryKeys.environmentPart(entityRef, environment, part),
    queryFn: ({ signal }) => pick(api)(entityRef, environment, { signal }),
    enabled: options.enabled ?? true,
    refetchInterval: options.everyMs ?? LOOK_MS,
  });
}

/** What an environment runs and where it comes from. */
export function useReleaseDetails(
  of: EnvironmentOf,
  options?: { enabled?: boolean; everyMs?: number },
) {
  return usePart(
    of,
    'release',
    api =>
      (...args) =>
        api.getRelease(...args),
    options,
  );
}

/** What an environment has in its cluster. */
export function useResources(of: EnvironmentOf) {
  return usePart(
    of,
    'resources',
    api =>
      (...args) =>
        api.getResources(...args),
  );
}

/** How an environment's cluster differs from Git. */
export function useDiff(of: EnvironmentOf) {
  return usePart(
    of,
    'diff',
    api =>
      (...args) =>
        api.getDiff(...args),
  );
}

/** What an environment's cluster reports. */
export function useEvents(of: EnvironmentOf) {
  return usePart(
    of,
    'events',
    api =>
      (...args) =>
        api.getEvents(...args),
  );
}

/** When an environment may be synced. */
export function useWindows(of: EnvironmentOf) {
  return usePart(
    of,
    'windows',
    api =>
      (...args) =>
        api.getWindows(...args),
  );
}

/** What a sync would do. It has the cluster try, so it is asked for once and not again by itself. */
export function useSyncPreview(of: EnvironmentOf, enabled: boolean) {
  return usePart(
    of,
    'sync-preview',
    api =>
      (...args) =>
        api.previewSync(...args),
    { enabled, everyMs: false },
  );
}

/** The last lines of a container; asked for again only when a person does. */
export function usePodLog(of: EnvironmentOf, query?: PodLogQuery) {
  const api = useApi(resourceApiRef);
  const { entityRef, environment } = of;
  const asked = query ?? { pod: '' };
  return useQuery({
    queryKey: queryKeys.podLog(entityRef, environment, asked),
    queryFn: ({ signal }) =>
      api.getLog(entityRef, environment, asked, { signal }),
    enabled: query !== undefined,
    refetchOnWindowFocus: false,
  });
}
