import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RolloutProgress } from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './CanaryProgress.module.css';
import { type LeftOutCheck, leftOutChecks } from './leftOutChecks';
import { useCanaryText } from './useCanaryText';

/**
 * What would have judged a new version, and is left out by an action. Where the steps are not known, it says so.
 *
 * @internal
 */
export const LeftOut = (props: {
  action: 'skip-current-step' | 'promote-full';
  progress?: RolloutProgress;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const text = useCanaryText();
  const { action, progress } = props;
  if (!progress) {
    return <p>{t('rollout.leavesOutUnknown')}</p>;
  }
  const checks = leftOutChecks(progress, action);
  if (checks.length === 0) {
    return <p>{t('rollout.leavesOutNothing')}</p>;
  }
  const textOf = (check: LeftOutCheck) => {
    switch (check.type) {
      case 'step':
        return text.leftOut(check.step);
      case 'running':
        return t('rollout.leavesOutRunning', {
          names: check.metrics.join(', '),
        });
      default:
        return t('rollout.leavesOutBackground');
    }
  };
  return (
    <div>
      <p>{t('rollout.leavesOut')}</p>
      <ul className={styles.leftOut}>
        {checks.map((check, index) => (
          <li key={index}>{textOf(check)}</li>
        ))}
      </ul>
    </div>
  );
};
