import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Skeleton } from '@backstage/ui';
import {
  deliveryEnvironmentReadPermission,
  type Deployment,
  type DeploymentQuery,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useMemo } from 'react';
import { EmptyState } from '../shared/states/EmptyState';
import { RequestFailure } from '../shared/states/RequestFailure';
import { useFailureText } from '../shared/states/useFailureText';
import { TimeAgo } from '../shared/time/TimeAgo';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { DeploymentDialog } from './DeploymentDialog';
import { ExportButtons } from './ExportButtons';
import { toDeploymentQuery } from './historyFilter';
import { FigureNotice, HistoryFilters } from './HistoryFilters';
import styles from './HistoryList.module.css';
import { HistoryTable } from './HistoryTable';
import type { NamedOption } from '../shared/OneOfMany';
import { useDeployments } from './useDeployments';
import { useHistoryFilter } from './useHistoryFilter';

/**
 * Deployments newest first, with filters, as a file, and one of them open. All of it is part of the address.
 *
 * @internal
 */
export const HistoryList = (props: {
  /** Entity ref of the service that the page is about; left out where it is about all. */
  service?: string;
  /** For the name of an exported file. */
  name: string;
  environments: string[];
  services?: NamedOption[];
  teams?: NamedOption[];
  nameOf: (entityRef: string) => string;
  rollbackHrefOf?: (deployment: Deployment) => string | undefined;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { service, nameOf } = props;
  const { filter, isFiltered, change, clear, open, hrefOf, close } =
    useHistoryFilter();
  const query = useQueryOf(filter, service);
  const list = useDeployments(query);
  const pages = list.data?.pages ?? [];
  const known = pages
    .flatMap(({ items }) => items)
    .find(({ id }) => id === open);

  return (
    <Flex direction="column" gap="4">
      <HistoryFilters
        filter={filter}
        onChange={change}
        environments={props.environments}
        services={props.services}
        teams={props.teams}
      >
        {isFiltered && (
          <Button size="small" variant="tertiary" onPress={clear}>
            {t('history.clear')}
          </Button>
        )}
        <ExportButtons query={query} name={props.name} />
      </HistoryFilters>
      <FigureNotice filter={filter} onChange={change} />
      {pages[0] && pages[0].items.length > 0 && (
        <div className={styles.list} data-stale={list.isPlaceholderData}>
          <HistoryTable
            pages={pages}
            nameOf={service ? undefined : nameOf}
            hrefOf={hrefOf}
            rollbackHrefOf={props.rollbackHrefOf}
          />
        </div>
      )}
      <Nothing list={list} isFiltered={isFiltered} onClear={clear} />
      {pages.length > 0 && <Foot list={list} />}
      {open && (
        <DeploymentDialog
          key={open}
          id={open}
          known={known}
          nameOf={nameOf}
          onClose={close}
        />
      )}
    </Flex>
  );
};

/** The query, with the time now as it was when the filter was chosen. */
function useQueryOf(
  filter: Parameters<typeof toDeploymentQuery>[0],
  service?: string,
): DeploymentQuery {
  return useMemo(
    () => toDeploymentQuery(filter, { service }, Date.now()),
    [filter, service],
  );
}

type List = ReturnType<typeof useDeployments>;

/** What stands in the place of rows. */
function Nothing(props: {
  list: List;
  isFiltered: boolean;
  onClear: () => void;
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { data, error, refetch } = props.list;
  if (data?.pages[0]?.items.length) return null;
  if (data && props.isFiltered) {
    return (
      <EmptyState
        title={t('history.noMatchTitle')}
        text={t('history.noMatchText')}
        action={
          <Button variant="secondary" onPress={props.onClear}>
            {t('history.clear')}
          </Button>
        }
      />
    );
  }
  if (data) {
    return (
      <EmptyState
        title={t('history.emptyTitle')}
        text={t('history.emptyText')}
      />
    );
  }
  if (error) {
    return (
      <RequestFailure
        error={error}
        permission={deliveryEnvironmentReadPermission.name}
        onRetry={() => {
          refetch();
        }}
      />
    );
  }
  return (
    <div
      aria-busy="true"
      aria-label={t('history.loading')}
      role="group"
      className={styles.skeletons}
    >
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} height={56} width="100%" />
      ))}
    </div>
  );
}

/** How much is shown, how fresh it is, and the way to more. */
function Foot({ list }: { list: List }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const failureText = useFailureText();
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const count = (data?.pages ?? []).reduce(
    (sum, { items }) => sum + items.length,
    0,
  );
  const shown = t(hasNextPage ? 'history.shownSoFar' : 'history.shownAll', {
    count,
  });
  return (
    <div className={styles.foot}>
      {hasNextPage && (
        <Button
          variant="secondary"
          isPending={isFetchingNextPage}
          onPress={() => {
            fetchNextPage();
          }}
        >
          {t('history.more')}
        </Button>
      )}
      <p role="status" className={styles.text}>
        {count > 0 && shown}
      </p>
      {count > 0 && (
        <p className={styles.text}>
          <TimeAgo
            time={new Date(list.dataUpdatedAt).toISOString()}
            format={age => t('age.asOf', { age })}
          />
        </p>
      )}
      {(data?.pages.length ?? 0) > 1 && (
        <Button
          size="small"
          variant="tertiary"
          onPress={() => {
            list.refetch();
          }}
        >
          {t('history.refresh')}
        </Button>
      )}
      {data && error && (
        <p role="status" className={styles.text}>
          {t('state.stillShowing', { message: failureText(error) })}
        </p>
      )}
    </div>
  );
}
