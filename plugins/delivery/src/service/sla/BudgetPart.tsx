import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import {
  deliveryEnvironmentReadPermission,
  type SlaReading,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useReasonText } from '../../shared/reasons/useReasonText';
import { RequestFailure } from '../../shared/states/RequestFailure';
import { TimeAgo } from '../../shared/time/TimeAgo';
import { useNow } from '../../shared/time/useNow';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { BudgetPlot } from './BudgetPlot';
import styles from './sla.module.css';
import { useSlaText } from './useSlaText';

/** From this share of the month on, the rest is not worth a word. */
const COMPLETE = 0.95;

/**
 * The error budget of the environment that stands for the service, whose numbers these are and how old; or why there are none.
 *
 * @internal
 */
export const BudgetPart = (props: {
  reading?: SlaReading;
  error: Error | null;
  pending: boolean;
  onRetry: () => void;
}) => {
  const { reading, error, pending, onRetry } = props;
  if (pending) {
    return (
      <div className={styles.budget} aria-busy="true">
        <Skeleton width="70%" height={18} />
        <Skeleton width="90%" height={16} />
        <Skeleton width="100%" height={48} />
      </div>
    );
  }
  if (error && !reading) {
    return (
      <div className={styles.budget}>
        <RequestFailure
          error={error}
          permission={deliveryEnvironmentReadPermission.name}
          onRetry={onRetry}
        />
      </div>
    );
  }
  return reading ? <Reading reading={reading} /> : null;
};

function Reading({ reading }: { reading: SlaReading }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const text = useSlaText();
  const reasonText = useReasonText();
  const now = useNow();
  const { asOf, availability, budget, environment, latency, reason } = reading;
  const reasonOf = reason && reasonText(reason);
  if (!availability && !latency) {
    return <p className={styles.said}>{reasonOf}</p>;
  }
  const pace = budget && text.pace(budget, now);
  const burnRate = budget && text.burnRate(budget);
  const isStale = reading.state !== 'measured';
  return (
    <div className={`${styles.budget} ${isStale ? styles.stale : ''}`}>
      {budget && (
        <>
          <p className={styles.sentence}>
            <strong className={budget.left < 0 ? styles.missed : undefined}>
              {text.budget(budget)}
            </strong>{' '}
            {pace}
          </p>
          {burnRate && (
            <p className={styles.note}>
              {burnRate} {t('sla.burnRateExplained')}
            </p>
          )}
          {budget.points.length > 1 && (
            <BudgetPlot environment={environment} budget={budget} />
          )}
        </>
      )}
      <p className={styles.note}>
        {t('sla.measuredIn', { environment })}{' '}
        {availability && availability.coverage < COMPLETE && (
          <>
            {t('sla.coverage', { percent: text.whole(availability.coverage) })}{' '}
          </>
        )}
        {asOf && <TimeAgo time={asOf} format={age => t('age.asOf', { age })} />}
      </p>
      {isStale && <p className={styles.note}>{reasonOf}</p>}
    </div>
  );
}
