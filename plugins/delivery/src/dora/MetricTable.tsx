import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { DoraQuery } from '@stonegarden/backstage-plugin-delivery-common';
import tables from '../promotion/ImageChanges.module.css';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import type { DoraMetric, DoraPoint } from './doraSeries';
import { useMetricText } from './useMetricText';

/**
 * A metric over time in numbers, newest first. Each leads to the deployments it was computed from.
 *
 * @internal
 */
export const MetricTable = (props: {
  metric: DoraMetric;
  name: string;
  series: DoraPoint[];
  bucket: DoraQuery['bucket'];
  hrefOf: (since: string, until: string) => string;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const text = useMetricText();
  const { metric, name, bucket, hrefOf } = props;
  return (
    <table className={tables.table} aria-label={name}>
      <thead>
        <tr>
          <th scope="col">{t(`metrics.bucket.${bucket}`)}</th>
          <th scope="col">{name}</th>
          <th scope="col">{t('metrics.deployments')}</th>
        </tr>
      </thead>
      <tbody>
        {[...props.series].reverse().map(({ since, until, value, count }) => (
          <tr key={since}>
            <th scope="row">{text.span(since, bucket)}</th>
            <td>{text.value(metric, value)}</td>
            <td>
              {count > 0 ? (
                <Link
                  href={hrefOf(since, until)}
                  aria-label={t('metrics.countLabel', {
                    count,
                    span: text.span(since, bucket),
                  })}
                >
                  {count}
                </Link>
              ) : (
                '0'
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
