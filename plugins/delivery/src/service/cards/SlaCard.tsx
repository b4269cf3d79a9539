import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ReactNode } from 'react';
import { allowedDowntime, DEFAULT_WINDOW_MS } from './downtime';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { useRelativeTime } from '../../shared/time/useRelativeTime';
import { BudgetPart } from '../sla/BudgetPart';
import { Measured } from '../sla/Measured';
import { productionReading } from '../sla/productionReading';
import { useMeasuredSla } from '../sla/useMeasuredSla';
import { meetsLatency, useSlaText } from '../sla/useSlaText';
import { useServiceEntity } from '../useServiceEntity';
import { DeliveryCard } from './DeliveryCard';
import { StatedRows } from './StatedRows';
import styles from './cards.module.css';

/**
 * The service's SLA, in words, and at its side what was measured this month.
 *
 * @internal
 */
export const SlaCard = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const entity = useServiceEntity();
  const { age, duration, number, percent } = useRelativeTime();
  const { availability, latency, throughput, rpo, rto, window } =
    entity.spec.sla ?? {};
  const windowMs = window?.milliseconds ?? DEFAULT_WINDOW_MS;

  const text = useSlaText();
  const { data, error, isPending, refetch } = useMeasuredSla(
    stringifyEntityRef(entity),
  );
  const reading = data && productionReading(data);
  const measured = reading?.availability;
  const measuredLatency = reading?.latency;
  const isMeasured = availability !== undefined || latency !== undefined;

  const rows: Array<[label: string, value: ReactNode]> = [];
  if (availability) {
    rows.push([
      t('sla.availability'),
      <>
        <Measured
          target={t('sla.availabilityText', {
            percent: percent(availability.percent),
          })}
          value={measured && text.availability(measured)}
          meets={measured && measured.measured >= (measured.target ?? 0)}
          pending={isPending}
        />
        <span className={styles.quiet}>
          {t('sla.availabilityExplained', {
            downtime: age(allowedDowntime(availability.percent, windowMs)),
            window: age(windowMs),
          })}
          {!window && ` ${t('sla.usualWindow', { window: age(windowMs) })}`}
        </span>
      </>,
    ]);
  }
  if (latency) {
    rows.push([
      t('sla.latency'),
      <Measured
        target={t('sla.latencyText', {
          percentile: number(latency.percentile),
          time: duration(latency.milliseconds),
        })}
        value={measuredLatency && text.latency(measuredLatency)}
        meets={measuredLatency && meetsLatency(measuredLatency)}
        pending={isPending}
      />,
    ]);
  }
  if (throughput) {
    rows.push([
      t('sla.throughput'),
      t('sla.throughputText', { value: number(throughput.perSecond) }),
    ]);
  }
  if (rpo) {
    rows.push([
      t('sla.rpo'),
      t('sla.rpoText', { time: duration(rpo.milliseconds) }),
    ]);
  }
  if (rto) {
    rows.push([
      t('sla.rto'),
      t('sla.rtoText', { time: duration(rto.milliseconds) }),
    ]);
  }

  if (window && !availability) {
    rows.push([
      t('sla.window'),
      t('sla.windowText', { window: duration(window.milliseconds) }),
    ]);
  }
  const notStated = [
    !availability && t('sla.availability'),
    !latency && t('sla.latency'),
    !throughput && t('sla.throughput'),
    !rpo && t('sla.rpo'),
    !rto && t('sla.rto'),
  ].filter(Boolean);

  return (
    <DeliveryCard title={t('sla.title')}>
      <StatedRows
        rows={rows}
        none={t('sla.none')}
        notStated={
          notStated.length > 0
            ? t('sla.notStated', { fields: notStated.join(', ') })
            : undefined
        }
      />
      {isMeasured && (
        <BudgetPart
          reading={reading}
          error={error}
          pending={isPending}
          onRetry={() => {
            refetch();
          }}
        />
      )}
    </DeliveryCard>
  );
};
