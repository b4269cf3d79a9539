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
 * there is no answer nothing is known of any.
 */
export const FleetHealthProvider = (props: { children: ReactNode }) => (
  <DeliveryQueryProvider>
    <Provider {...props} />
  </DeliveryQueryProvider>
);

function Provider({ children }: { children: ReactNode }) {
  const { data, isPending } = useFleet();
  const facts = useMemo(
    () => ({
      rows: new Map((data?.items ?? []).map(row => [row.entityRef, row])),
      production: data?.productionEnvironments ?? [],
      isLoading: isPending,
    }),
    [data, isPending],
  );
  return (
    <FleetContext.Provider value={facts}>{children}</FleetContext.Provider>
  );
}

export function useFleetHealth(): FleetFacts {
  return useContext(FleetContext);
}
