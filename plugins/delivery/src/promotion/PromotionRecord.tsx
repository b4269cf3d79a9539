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
import { OverrideFacts } from './OverrideFacts';
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
  const { automatic, createdAt, requestedBy, requestReason, rollback } =
    promotion;
  const durations = stageDurations(promotion, props.stages);
  const opening = () => {
    if (automatic) {
      const { rule } = automatic;
      return t('record.automaticOpening', { rule });
    }
    return rollback?.automaticFor
      ? t('record.automatic')
      : t('record.askedBy', { by: personName(requestedBy) });
  };
  return (
    <div className={styles.record}>
      <Text as="p" variant="body-small" color="secondary">
        {opening()}{' '}
        <TimeAgo time={createdAt} format={age => t('record.ago', { age })} />
        {requestReason && (
          <> {t('record.because', { reason: requestReason })}</>
        )}
      </Text>
      <OverrideFacts promotion={promotion} />
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
