import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Card, CardBody, Link, Skeleton, Text } from '@backstage/ui';
import type {
  DoraFigure,
  DoraMetrics,
  DoraQuery,
} from '@stonegarden/backstage-plugin-delivery-common';
import { lazy, Suspense, useId, useState } from 'react';
import { PartBoundary } from '../shared/states/PartBoundary';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import {
  type DoraMetric,
  doraSeries,
  doraValue,
  FIGURE_OF,
} from './doraSeries';
import { MetricTable } from './MetricTable';
import styles from './MetricPanel.module.css';
import { useMetricText } from './useMetricText';

/** Of four plots the library is the largest part, and no other page has any. */
const MetricPlot = lazy(() => import('./MetricPlot'));

/**
 * One metric: its number over all, what it counts, and how it went, as a plot with a table behind it. Each number leads to
 * the deployments it was computed from.
 *
 * @internal
 */
export const MetricPanel = (props: {
  metric: DoraMetric;
  metrics: DoraMetrics;
  query: DoraQuery;
  /** Address of the list that a figure was computed from. */
  hrefOf: (figure: DoraFigure, since: string, until: string) => string;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const text = useMetricText();
  const title = useId();
  const content = useId();
  const [open, setOpen] = useState(false);
  const { metric, metrics, query, hrefOf } = props;
  const total = doraValue(metric, metrics.total);
  const figure = FIGURE_OF[metric];
  const series = doraSeries(metric, metrics);
  const name = t(`metrics.${metric}.title`);
  const hrefOfSpan = (since: string, until: string) =>
    hrefOf(figure, since, until);
  return (
    <Card role="region" aria-labelledby={title}>
      <CardBody className={styles.panel}>
        <Text as="h3" id={title} variant="body-medium" weight="bold">
          {name}
        </Text>
        <p className={styles.total}>
          {total.count > 0 ? (
            <Link
              href={hrefOf(figure, query.since, query.until)}
              className={styles.number}
              aria-label={t('metrics.numberLabel', {
                value: text.value(metric, total.value),
                metric: name,
              })}
            >
              {text.value(metric, total.value)}
            </Link>
          ) : (
            <span className={styles.number}>
              {text.value(metric, total.value)}
            </span>
          )}{' '}
          <span className={styles.from}>
            {t(`metrics.${metric}.from`, { count: total.count })}
          </span>
        </p>
        <p className={styles.explained}>{t(`metrics.${metric}.counts`)}</p>
        <PartBoundary name={name}>
          <Suspense fallback={<Skeleton height={180} width="100%" />}>
            <MetricPlot
              label={t('metrics.plotLabel', { metric: name })}
              shape={
                metric === 'frequency' || metric === 'failureRate'
                  ? 'bars'
                  : 'line'
              }
              wholeNumbers={metric === 'frequency'}
              points={series.map(({ since, value }) => ({
                name: text.span(since, query.bucket),
                value,
                text: text.value(metric, value),
              }))}
              formatValue={value => text.axis(metric, value)}
            />
          </Suspense>
        </PartBoundary>
        <Button
          size="small"
          variant="tertiary"
          aria-expanded={open}
          aria-controls={open ? content : undefined}
          aria-label={t(open ? 'metrics.hideLabel' : 'metrics.showLabel', {
            metric: name,
          })}
          onPress={() => setOpen(!open)}
        >
          {t(open ? 'metrics.hide' : 'metrics.show')}
        </Button>
        {open && (
          <div id={content}>
            <MetricTable
              metric={metric}
              name={name}
              series={series}
              bucket={query.bucket}
              hrefOf={hrefOfSpan}
            />
          </div>
        )}
      </CardBody>
    </Card>
  );
};
