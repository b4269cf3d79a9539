import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  DeploymentStages,
  Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';
import { personName } from '../shared/personName';
import { TimeAgo } from '../shared/time/TimeAgo';
import { useDurationText } from '../shared/time/useDurationText';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './PromotionProgress.module.css';
import { stageDurations } from './stageDurations';

/**
 * Who asked for a promotion or rollback, when and why, and how long each stage took as far as it is known.
 *
 * @internal
 */
export const PromotionRecord = (props: {
  promotion: Promotion;
  /** When its stages were reached, by the record of its deployment. */
  stages?: DeploymentStages;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const durationText = useDurationText();
  const { promotion } = props;
  const { requestedBy, requestReason, createdAt, rollback } = promotion;
  const durations = stageDurations(promotion, props.stages);
  return (
    <div className={styles.record}>
      <Text as="p" variant="body-small" color="secondary">
        {rollback?.automaticFor
          ? t('record.automatic')
          : t('record.askedBy', { by: personName(requestedBy) })}{' '}
        <TimeAgo time={createdAt} format={age => t('record.ago', { age })} />
        {requestReason && (
          <> {t('record.because', { reason: requestReason })}</>
        )}
      </Text>
      {durations.length > 0 && (
        <dl className={styles.durations}>
          {durations.map(({ stage, ms }) => (
            <div key={stage}>
              <dt>{t(`record.${stage}`)}</dt>
              <dd>{durationText(ms)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
};
