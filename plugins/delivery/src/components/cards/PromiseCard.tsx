import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import type { ServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';
import type { ReactNode } from 'react';
import { allowedDowntime, DEFAULT_WINDOW_MS } from '../../lib/downtime';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { useTimeWords } from '../status/useTimeWords';
import { DeliveryCard } from './DeliveryCard';
import { StatedRows } from './StatedRows';
import styles from './cards.module.css';

/**
 * What the service promises, in words.
 *
 * @internal
 */
export const PromiseCard = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { entity } = useEntity<ServiceEntity>();
  const { age, duration, number, percent } = useTimeWords();
  const { availability, latency, throughput, rpo, rto, window } =
    entity.spec.sla ?? {};
  const windowMs = window?.milliseconds ?? DEFAULT_WINDOW_MS;

  const rows: Array<[label: string, value: ReactNode]> = [];
  if (availability) {
    rows.push([
      t('promise.availability'),
      <>
        {t('promise.availabilityText', {
          percent: percent(availability.percent),
        })}
        <span className={styles.quiet}>
          {t('promise.availabilityExplained', {
            downtime: age(allowedDowntime(availability.percent, windowMs)),
            window: age(windowMs),
          })}
          {!window && ` ${t('promise.usualWindow', { window: age(windowMs) })}`}
        </span>
      </>,
    ]);
  }
  if (latency) {
    rows.push([
      t('promise.latency'),
      t('promise.latencyText', {
        percentile: number(latency.percentile),
        time: duration(latency.milliseconds),
      }),
    ]);
  }
  if (throughput) {
    rows.push([
      t('promise.throughput'),
      t('promise.throughputText', { value: number(throughput.perSecond) }),
    ]);
  }
  if (rpo) {
    rows.push([
      t('promise.rpo'),
      t('promise.rpoText', { time: duration(rpo.milliseconds) }),
    ]);
  }
  if (rto) {
    rows.push([
      t('promise.rto'),
      t('promise.rtoText', { time: duration(rto.milliseconds) }),
    ]);
  }

  if (window && !availability) {
    rows.push([
      t('promise.window'),
      t('promise.windowText', { window: duration(window.milliseconds) }),
    ]);
  }
  const notStated = [
    !availability && t('promise.availability'),
    !latency && t('promise.latency'),
    !throughput && t('promise.throughput'),
    !rpo && t('promise.rpo'),
    !rto && t('promise.rto'),
  ].filter(Boolean);

  return (
    <DeliveryCard title={t('promise.title')}>
      <StatedRows
        rows={rows}
        none={t('promise.none')}
        notStated={
          notStated.length > 0
            ? t('promise.notStated', { fields: notStated.join(', ') })
            : undefined
        }
      />
    </DeliveryCard>
  );
};
