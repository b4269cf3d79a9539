import type { FleetRow } from '@stonegarden/backstage-plugin-delivery-common';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useFleet } from '../../fleet/useFleet';
import { DeliveryQueryProvider } from '../../shared/queries/DeliveryQueryProvider';

interface FleetFacts {
  /** By entity ref. */
  rows: ReadonlyMap<string, FleetRow>;
  /** Names of the environments that count as production. */
  production: readonly string[];
  isLoading: boolean;
}

const NOTHING: FleetFacts = {
  rows: new Map(),
  production: [],
  isLoading: false,
};

const FleetContext = createContext<FleetFacts>(NOTHING);

/**
 * How the services of a page are, from the answer about the whole fleet: one request, however many rows there are. While
 * there is no answer, or no newer one, nothing is known of any.
 */
export const FleetHealthProvider = (props: { children: ReactNode }) => (
  <DeliveryQueryProvider>
    <Provider {...props} />
  </DeliveryQueryProvider>
);

function Provider({ children }: { children: ReactNode }) {
  const { data, isError, isPending } = useFleet();
  const facts = useMemo(
    () => ({
      // What an earlier answer said is not how services are now.
      rows: new Map(
        (isError ? [] : data?.items ?? []).map(row => [row.entityRef, row]),
      ),
      production: data?.productionEnvironments ?? [],
      isLoading: isPending,
    }),
    [data, isError, isPending],
  );
  return (
    <FleetContext.Provider value={facts}>{children}</FleetContext.Provider>
  );
}

export function useFleetHealth(): FleetFacts {
  return useContext(FleetContext);
}
