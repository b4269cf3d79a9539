import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Link, Skeleton } from '@backstage/ui';
import {
  deliveryEnvironmentReadPermission,
  type DoraQuery,
} from '@stonegarden/backstage-plugin-delivery-common';
import { DORA_METRICS, doraSeries, doraValue } from '../dora/doraSeries';
import type { useDora } from '../dora/useDora';
import { useMetricText } from '../dora/useMetricText';
import { metricsRouteRef } from '../routes';
import { RequestFailure } from '../shared/states/RequestFailure';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './home.module.css';
import { Sparkline } from './Sparkline';

/**
 * The four DORA metrics of a team in the last 90 days, each with how it went by the week. They lead to the page with all of it.
 *
 * @internal
 */
export const TeamMetrics = (props: {
  /** Entity ref. */
  team: string;
  /** As people call it. */
  name: string;
  dora: ReturnType<typeof useDora>;
  query: DoraQuery;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const text = useMetricText();
  const metrics = useRouteRef(metricsRouteRef);
  const { data, error, refetch } = props.dora;
  if (error && !data) {
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
    <section
      className={styles.metrics}
      aria-label={t('home.metricsTitle', { team: props.name })}
    >
      {DORA_METRICS.map(metric => {
        const name = t(`metrics.${metric}.title`);
        const total = data && doraValue(metric, data.total);
        return (
          <Card key={metric}>
            <CardBody className={styles.metric}>
              <p className={styles.detail}>
                {name}, {props.name}
              </p>
              {data && total ? (
                <>
                  <p className={styles.number}>
                    {metrics ? (
                      <Link
                        href={`${metrics()}?${new URLSearchParams({
                          team: props.team,
                        })}`}
                        aria-label={`${name}: ${text.value(
                          metric,
                          total.value,
                        )}`}
                        variant="title-small"
                        weight="bold"
                      >
                        {text.value(metric, total.value)}
                      </Link>
                    ) : (
                      text.value(metric, total.value)
                    )}{' '}
                    <span className={styles.detail}>
                      {t(`metrics.${metric}.from`, { count: total.count })}
                    </span>
                  </p>
                  <Sparkline
                    values={doraSeries(metric, data).map(({ value }) => value)}
                  />
                </>
              ) : (
                <Skeleton height={72} width="100%" />
              )}
            </CardBody>
          </Card>
        );
      })}
    </section>
  );
};
