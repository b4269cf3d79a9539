import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RiAlarmWarningLine } from '@remixicon/react';
import type {
  EmergencyRollback,
  Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';
import { releaseName } from '../environment/release';
import { personName } from '../shared/personName';
import { useReasonText } from '../shared/reasons/useReasonText';
import { FoldedText } from '../shared/states/FoldedText';
import { NewTabLink } from '../shared/states/NewTabLink';
import { StatusLabel, type StatusTone } from '../shared/status/StatusLabel';
import { TimeAgo } from '../shared/time/TimeAgo';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './Emergency.module.css';

const TONES: Record<EmergencyRollback['status'], StatusTone> = {
  requested: 'info',
  applied: 'danger',
  refused: 'danger',
  settled: 'success',
  overruled: 'neutral',
};

/**
 * That an environment was rolled back past Git, by whom and why, and the pull request that makes Git agree: its link, or that it
 * is owed and tried again.
 *
 * @internal
 */
export const EmergencyFacts = (props: {
  emergency: EmergencyRollback;
  /** The rollback that the page knows of the environment. */
  rollback?: Promotion;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const reasonText = useReasonText();
  const { emergency, rollback } = props;
  const { status, problem, by, reason, requestedAt } = emergency;
  const pullRequest =
    rollback && rollback.id === emergency.promotion
      ? rollback.pullRequest
      : undefined;
  const isOwed =
    (status === 'requested' || status === 'applied') && !pullRequest;
  return (
    <div className={styles.facts}>
      <StatusLabel
        tone={TONES[status]}
        icon={<RiAlarmWarningLine size={16} aria-hidden />}
        word={t(`emergency.${status}`)}
      />
      <Text as="p" variant="body-small">
        {t('emergency.by', {
          release: releaseName(emergency.release) ?? t('stop.releaseUnknown'),
          by: personName(by),
        })}{' '}
        <TimeAgo time={requestedAt} format={age => t('record.ago', { age })} />
      </Text>
      <FoldedText
        className={styles.reason}
        text={t('record.because', { reason })}
      />
      {problem && (
        <FoldedText className={styles.problem} text={reasonText(problem)} />
      )}
      {pullRequest && (
        <Text as="p" variant="body-small">
          {t('emergency.agrees')}{' '}
          <NewTabLink
            href={pullRequest.url}
            label={t('transition.pullRequestLabel', {
              number: String(pullRequest.number),
              title: pullRequest.title,
            })}
          >
            {t('transition.pullRequest', {
              number: String(pullRequest.number),
            })}
          </NewTabLink>
        </Text>
      )}
      {isOwed && (
        <Text as="p" variant="body-small">
          {t(emergency.promotion ? 'emergency.pullRequest' : 'emergency.owed')}
        </Text>
      )}
    </div>
  );
};
