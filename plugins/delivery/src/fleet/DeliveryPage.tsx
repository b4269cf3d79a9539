import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { RequestFailure } from '../shared/states/RequestFailure';
import { useNow } from '../shared/time/useNow';
import { useMemo } from 'react';
import { deliveryEnvironmentReadPermission } from '@stonegarden/backstage-plugin-delivery-common';
import { useDebounced } from '../shared/useDebounced';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './DeliveryPage.module.css';
import { FleetArrangement } from './FleetArrangement';
import { FleetFilters } from './FleetFilters';
import { FleetFreshness } from './FleetFreshness';
import { FleetList, FleetSkeleton } from './FleetList';
import { FleetSentence } from './FleetSentence';
import { FleetViewChips } from './FleetViewChips';
import { OrphanedServices, OrphanedServicesLink } from './OrphanedServices';
import type { FleetFilter } from './fleetFilter';
import { useFleet } from './useFleet';
import { useFleetFilter } from './useFleetFilter';
import { useFleetRows } from './useFleetRows';

/** Most ages in the list are minutes and more, so its rows need not be rendered more often. */
const AGES_MS = 30_000;

/**
 * All services and what runs in their environments, by what needs somebody most. The filter is part of the address.
 *
 * @internal
 */
export const DeliveryPage = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const [chosen, setChosen] = useFleetFilter();
  // What is typed narrows the list at once, and reaches the address when it is typed.
  const [text, setText] = useDebounced(chosen.text, typed =>
    setChosen({ text: typed }),
  );
  const filter = useMemo(() => ({ ...chosen, text }), [chosen, text]);
  const change = ({ text: typed, ...changes }: Partial<FleetFilter>) => {
    if (typed !== undefined) setText(typed);
    if (Object.keys(changes).length > 0) setChosen(changes);
  };
  const fleet = useFleet();
  const { narrowed, shown, mine, nameOf } = useFleetRows(fleet.data, filter);
  const ticking = useNow(AGES_MS);
  const now = Math.floor(ticking / AGES_MS) * AGES_MS;
  const total = fleet.data?.items.length ?? 0;

  return (
    <Flex direction="column" gap="4">
      {(fleet.data || !fleet.error) && (
        <>
          <FleetSentence fleet={fleet.data} />
          <FleetViewChips
            rows={fleet.data && narrowed}
            production={fleet.data?.productionEnvironments ?? []}
            mine={mine}
            filter={filter}
            onChange={change}
          />
          <FleetFilters
            rows={fleet.data?.items ?? []}
            filter={filter}
            onChange={change}
            nameOf={nameOf}
          />
        </>
      )}
      <div className={styles.bar}>
        <Text as="p" role="status" color="secondary" className={styles.count}>
          {fleet.data &&
            (shown.length < total
              ? t('page.countFiltered', {
                  shown: String(shown.length),
                  total: String(total),
                })
              : t('page.count', { count: total }))}
        </Text>
        {fleet.data && (
          <FleetFreshness
            at={fleet.dataUpdatedAt}
            isSilent={fleet.error !== null}
          />
        )}
        <OrphanedServicesLink />
        {fleet.data && <FleetArrangement filter={filter} onChange={change} />}
      </div>
      {fleet.data && (
        <FleetList
          fleet={fleet.data}
          rows={shown}
          filter={filter}
          onChange={change}
          nameOf={nameOf}
          now={now}
        />
      )}
      {!fleet.data && fleet.error && (
        <RequestFailure
          error={fleet.error}
          permission={deliveryEnvironmentReadPermission.name}
          onRetry={() => {
            fleet.refetch();
          }}
        />
      )}
      {!fleet.data && !fleet.error && <FleetSkeleton />}
      <OrphanedServices />
    </Flex>
  );
};
