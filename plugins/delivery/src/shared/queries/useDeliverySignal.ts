import { useSignal } from '@backstage/plugin-signals-react';
import {
  DELIVERY_SIGNAL_CHANNEL,
  type DeliverySignal,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  type InfiniteData,
  type Query,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import { queryKeys } from './queryKeys';

/**
 * Looks again when the portal says that something changed. With an entity ref only what concerns that service is
 * asked for; lists pass none. Returns whether signals are there at all.
 *
 * @internal
 */
export function useDeliverySignal(entityRef?: string): boolean {
  const { lastSignal, isSignalsAvailable } = useSignal<DeliverySignal>(
    DELIVERY_SIGNAL_CHANNEL,
  );
  const client = useQueryClient();
  useEffect(() => {
    if (!lastSignal) return;
    const concerned =
      !entityRef || !lastSignal.entityRef || lastSignal.entityRef === entityRef;
    if (entityRef && concerned) {
      client.invalidateQueries({ queryKey: queryKeys.service(entityRef) });
      client.invalidateQueries({ queryKey: queryKeys.promotion() });
      client.invalidateQueries(
        { queryKey: queryKeys.environmentParts(entityRef) },
        { cancelRefetch: false },
      );
    }
    client.invalidateQueries({ queryKey: queryKeys.summaries() });
    // A storm of signals is answered by one request after the other, and none is given up.
    client.invalidateQueries(
      { queryKey: queryKeys.fleet() },
      { cancelRefetch: false },
    );
    client.invalidateQueries(
      // It concerns all services alike.
      { queryKey: queryKeys.line(), predicate: () => !lastSignal.entityRef },
      { cancelRefetch: false },
    );
    client.invalidateQueries(
      { queryKey: queryKeys.underWay() },
      { cancelRefetch: false },
    );
    client.invalidateQueries(
      { queryKey: queryKeys.deployments(), predicate: hasOnePage },
      // Several parts of a page may listen, and one answer is enough for all.
      { cancelRefetch: false },
    );
  }, [client, entityRef, lastSignal]);
  return isSignalsAvailable;
}

/** Pages that somebody went back to are not all read again with each change. */
function hasOnePage({ state }: Query): boolean {
  return ((state.data as InfiniteData<unknown>)?.pages.length ?? 0) <= 1;
}
