import {
  useAppLocation,
  useAppSearchParams,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Flex, Select, Skeleton } from '@backstage/ui';
import {
  deliveryEnvironmentReadPermission,
  type DoraFigure,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useMemo } from 'react';
import { historyParams } from '../history/historyFilter';
import { type NamedOption, OneOfMany } from '../shared/OneOfMany';
import { historyRouteRef } from '../routes';
import { EmptyState } from '../shared/states/EmptyState';
import { RequestFailure } from '../shared/states/RequestFailure';
import { useFailureText } from '../shared/states/useFailureText';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { DORA_METRICS } from './doraSeries';
import { MetricPanel } from './MetricPanel';
import {
  BUCKETS,
  METRIC_PERIODS,
  readMetricsFilter,
  toDoraQuery,
} from './metricsFilter';
import styles from './MetricsView.module.css';
import { useDora } from './useDora';

/**
 * The DORA metrics of a service, a team or all services. What is chosen is part of the address.
 *
 * @internal
 */
export const MetricsView = (props: {
  /** The service that the page is about; left out where it is about all. */
  service?: string;
  services?: NamedOption[];
  teams?: NamedOption[];
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const failureText = useFailureText();
  const [params, setParams] = useAppSearchParams();
  const { service } = props;
  const filter = useMemo(() => readMetricsFilter(params), [params]);
  const query = useMemo(
    () => toDoraQuery(filter, { service }, Date.now()),
    [filter, service],
  );
  const { data, error, refetch, isPlaceholderData } = useDora(query);
  const hrefOf = useListHref(service ? undefined : filter);
  const change = (key: string, value?: string) =>
    setParams(
      before => {
        const after = new URLSearchParams(before);
        if (value) after.set(key, value);
        else after.delete(key);
        return after;
      },
      { replace: true },
    );

  let content;
  if (data && data.total.deployments === 0) {
    content = (
      <EmptyState
        title={t('metrics.emptyTitle')}
        text={t('metrics.emptyText')}
      />
    );
  } else if (data) {
    content = (
      <div className={styles.panels} data-stale={isPlaceholderData}>
        {DORA_METRICS.map(metric => (
          <MetricPanel
            key={metric}
            metric={metric}
            metrics={data}
            query={query}
            hrefOf={hrefOf}
          />
        ))}
      </div>
    );
  } else if (error) {
    content = (
      <RequestFailure
        error={error}
        permission={deliveryEnvironmentReadPermission.name}
        onRetry={() => {
          refetch();
        }}
      />
    );
  } else {
    content = (
      <div
        aria-busy="true"
        aria-label={t('metrics.loading')}
        role="group"
        className={styles.panels}
      >
        {DORA_METRICS.map(metric => (
          <Skeleton key={metric} height={340} width="100%" />
        ))}
      </div>
    );
  }

  return (
    <Flex direction="column" gap="4">
      <div
        role="search"
        aria-label={t('metrics.filters')}
        className={styles.filters}
      >
        {props.teams && (
          <OneOfMany
            label={t('history.team')}
            any={t('history.anyTeam')}
            options={props.teams}
            value={filter.team}
            onChange={team => change('team', team)}
          />
        )}
        {props.services && (
          <OneOfMany
            label={t('history.service')}
            any={t('history.anyService')}
            options={props.services}
            value={filter.service}
            onChange={one => change('service', one)}
          />
        )}
        <Select
          className={styles.select}
          aria-label={t('history.period')}
          options={METRIC_PERIODS.map(days => ({
            id: days,
            label: t('history.days', { count: Number(days) }),
          }))}
          value={filter.period}
          onChange={key => change('days', String(key))}
        />
        <Select
          className={styles.select}
          aria-label={t('metrics.bucketLabel')}
          options={BUCKETS.map(bucket => ({
            id: bucket,
            label: t(`metrics.by.${bucket}`),
          }))}
          value={filter.bucket}
          onChange={key => change('bucket', String(key))}
        />
        <p role="status" className={styles.counted}>
          {data &&
            t('metrics.counted', {
              count: data.services,
              environments: data.environments.join(', '),
            })}
        </p>
      </div>
      {content}
      {data && error && (
        <p role="status" className={styles.counted}>
          {t('state.stillShowing', { message: failureText(error) })}
        </p>
      )}
    </Flex>
  );
};

/** Addresses of the lists that figures were computed from: on the same page for a service, else the history of the fleet. */
function useListHref(fleet?: { service?: string; team?: string }) {
  const { pathname } = useAppLocation();
  const history = useRouteRef(historyRouteRef);
  const base = fleet ? history?.() ?? '' : pathname;
  return (figure: DoraFigure, since: string, until: string) => {
    const search = new URLSearchParams(
      historyParams({
        service: fleet?.service,
        team: fleet?.team,
        since,
        until,
        figure,
      }),
    );
    return `${base}?${search}`;
  };
}
