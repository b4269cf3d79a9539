import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Skeleton, useBreakpoint } from '@backstage/ui';
import {
  environmentColumns,
  type Fleet,
  type FleetRow,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useCallback, useMemo, useState } from 'react';
import { createServiceRouteRef } from '../routes';
import { EmptyState } from '../shared/states/EmptyState';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './DeliveryPage.module.css';
import { FleetCards } from './FleetCards';
import type { FleetFilter } from './fleetFilter';
import { FleetMatrix } from './matrix/FleetMatrix';
import { matrixItems } from './matrix/matrixItems';
import type { FleetSelection } from './selection/useFleetSelection';
import { NoneShown } from './NoneShown';

/**
 * The services that are shown: as a matrix, as cards on a narrow window, or why there are none.
 *
 * @internal
 */
export const FleetList = (props: {
  fleet: Fleet;
  /** What of it is shown. */
  rows: readonly FleetRow[];
  filter: FleetFilter;
  onChange: (changes: Partial<FleetFilter>) => void;
  nameOf: (entityRef: string) => string;
  /** In milliseconds. */
  now: number;
  selection?: FleetSelection;
}) => {
  const { fleet, rows, filter, onChange, nameOf, now, selection } = props;
  const { down } = useBreakpoint();
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const onToggle = useCallback(
    (key: string) =>
      setClosed(before => {
        const after = new Set(before);
        if (!after.delete(key)) after.add(key);
        return after;
      }),
    [],
  );
  const names = useMemo(
    () => environmentColumns(fleet.items, fleet.productionEnvironments),
    [fleet],
  );
  // Each answer brings new arrays; rows render again only when the columns differ.
  const columns = useStable(names);
  const production = useStable(fleet.productionEnvironments);
  const items = useMemo(
    () => matrixItems(rows, filter.group, closed),
    [rows, filter.group, closed],
  );

  if (fleet.items.length === 0) return <NoServices />;
  if (rows.length === 0) return <NoneShown {...{ filter, onChange }} />;
  return down('md') ? (
    <FleetCards {...{ items, production, nameOf, onToggle, now, selection }} />
  ) : (
    <FleetMatrix
      {...{ items, columns, production, nameOf, onToggle, now, selection }}
      isPicture={filter.versions}
    />
  );
};

/** The same list as long as the same names are in it. */
function useStable(names: readonly string[]): readonly string[] {
  const text = JSON.stringify(names);
  return useMemo<string[]>(() => JSON.parse(text), [text]);
}

/** What stands here until the portal answers. */
export function FleetSkeleton() {
  return (
    <div aria-busy="true" className={styles.skeletons}>
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} height={64} width="100%" />
      ))}
    </div>
  );
}

function NoServices() {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const create = useRouteRef(createServiceRouteRef);
  return (
    <EmptyState
      title={t('page.emptyTitle')}
      text={t('page.emptyText')}
      action={
        create && (
          <ButtonLink variant="primary" href={create()}>
            {t('page.emptyAction')}
          </ButtonLink>
        )
      }
    />
  );
}
