import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text, useBreakpoint } from '@backstage/ui';
import { RequestFailure } from '../shared/states/RequestFailure';
import { useNow } from '../shared/time/useNow';
import { useMemo, useRef } from 'react';
import {
  deliveryEnvironmentReadPermission,
  type FleetRow,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useDebounced } from '../shared/useDebounced';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './DeliveryPage.module.css';
import { LineNotice } from './line/LineNotice';
import { StopLine } from './line/StopLine';
import { FleetArrangement } from './FleetArrangement';
import { FleetFilters } from './FleetFilters';
import { FleetFreshness } from './FleetFreshness';
import { FleetList, FleetSkeleton } from './FleetList';
import { FleetSentence } from './FleetSentence';
import { FleetViewChips } from './FleetViewChips';
import { MineUnknown } from './NoneShown';
import { OrphanedServices, OrphanedServicesLink } from './OrphanedServices';
import type { FleetFilter } from './fleetFilter';
import { useFleet } from './useFleet';
import { useFleetFilter } from './useFleetFilter';
import { PromoteSelected } from './selection/PromoteSelected';
import { SelectShown } from './selection/SelectShown';
import { useFleetSelection } from './selection/useFleetSelection';
import { TrainDialog } from '../train/TrainDialog';
import { useTrainAddress } from '../shared/address/useTrainAddress';
import { useFleetRows } from './useFleetRows';

/** Most ages in the list are minutes and more, so its rows need not be rendered more often. */
const AGES_MS = 30_000;
const NONE: readonly FleetRow[] = [];

/**
 * All services and what runs in their environments, by what needs somebody most. The filter is part of the address.
 *
 * @internal
 */
export const DeliveryPage = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const notice = useRef<HTMLDivElement>(null);
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
  const { narrowed, shown, mine, isMineUnknown, nameOf } = useFleetRows(
    fleet.data,
    filter,
  );
  const selection = useFleetSelection(fleet.data?.items ?? NONE, shown);
  const train = useTrainAddress();
  // The table has it in its header.
  const isNarrow = useBreakpoint().down('md');
  const retry = () => {
    fleet.refetch();
  };
  const ticking = useNow(AGES_MS);
  const now = Math.floor(ticking / AGES_MS) * AGES_MS;
  const total = fleet.data?.items.length ?? 0;
  // Nothing is counted, nor left out, as not the viewer's while it is not known what is.
  const isKnown =
    fleet.data !== undefined && (!filter.mine || mine !== undefined);

  return (
    <Flex direction="column" gap="4">
      <LineNotice place={notice} />
      {(fleet.data || !fleet.error) && (
        <>
          <FleetSentence fleet={fleet.data} />
          <div className={styles.top}>
            <FleetViewChips
              rows={isKnown ? narrowed : undefined}
              production={fleet.data?.productionEnvironments ?? []}
              mine={mine}
              filter={filter}
              onChange={change}
            />
            <PromoteSelected
              selection={selection}
              onPromote={() =>
                train.open({ services: [...selection.selected] })
              }
            />
          </div>
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
          {isKnown &&
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
            hasFailed={fleet.error !== null}
            onRetry={retry}
          />
        )}
        <OrphanedServicesLink />
        <StopLine notice={notice} />
        {isNarrow && fleet.data && isKnown && shown.length > 0 && (
          <SelectShown selection={selection} />
        )}
        {fleet.data && <FleetArrangement filter={filter} onChange={change} />}
      </div>
      {fleet.data && isKnown && (
        <FleetList
          fleet={fleet.data}
          rows={shown}
          filter={filter}
          onChange={change}
          nameOf={nameOf}
          now={now}
          selection={selection}
        />
      )}
      {!fleet.data && fleet.error && (
        <RequestFailure
          error={fleet.error}
          permission={deliveryEnvironmentReadPermission.name}
          onRetry={retry}
        />
      )}
      {fleet.data && !isKnown && isMineUnknown && (
        <MineUnknown onChange={change} />
      )}
      {!isKnown && !(fleet.data ? isMineUnknown : fleet.error) && (
        <FleetSkeleton />
      )}
      <OrphanedServices />
      {train.address && (
        <TrainDialog
          address={train.address}
          rows={fleet.data?.items}
          rowsError={fleet.error}
          onRetryRows={retry}
          production={fleet.data?.productionEnvironments ?? []}
          onChange={train.change}
          onOpened={selection.clear}
          onClose={train.close}
        />
      )}
    </Flex>
  );
};
