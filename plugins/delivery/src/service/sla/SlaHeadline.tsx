import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { useRelativeTime } from '../../shared/time/useRelativeTime';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { useServiceEntity } from '../useServiceEntity';
import { productionReading } from './productionReading';
import styles from './sla.module.css';
import { useMeasuredSla } from './useMeasuredSla';
import { useSlaText } from './useSlaText';

/**
 * The line below a service's title: what it promises, and what was measured this month. Nothing where it promises nothing.
 *
 * @internal
 */
export const SlaHeadline = () => {
  const entity = useServiceEntity();
  const { availability, latency } = entity.spec.sla ?? {};
  return availability || latency ? <Headline /> : null;
};

function Headline() {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const text = useSlaText();
  const { duration, percent } = useRelativeTime();
  const entity = useServiceEntity();
  const { data, isPending } = useMeasuredSla(stringifyEntityRef(entity));
  const { availability, latency } = entity.spec.sla ?? {};
  const targets = [
    ...(availability ? [percent(availability.percent)] : []),
    ...(latency ? [duration(latency.milliseconds)] : []),
  ].join(', ');
  const reading = data && productionReading(data);
  const measured = reading?.availability;
  return (
    <div className={styles.headline}>
      <span>
        {t('sla.title')} <strong>{targets}</strong>
      </span>
      {isPending && <Skeleton width={160} height={16} />}
      {measured && (
        <span
          data-missed={
            (measured.target !== undefined &&
              measured.measured < measured.target) ||
            undefined
          }
          data-stale={reading.state !== 'measured' || undefined}
        >
          {t('sla.thisMonth')} <strong>{text.availability(measured)}</strong>{' '}
          {t('sla.measuredWhere', { environment: reading.environment })}
        </span>
      )}
    </div>
  );
}
