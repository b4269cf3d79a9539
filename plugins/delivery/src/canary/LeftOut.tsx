import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RolloutProgress } from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './CanaryProgress.module.css';
import { leftOutSteps } from './canarySteps';
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
  const running = progress.analysisRuns.filter(
    ({ phase }) => phase === 'Running' || phase === 'Pending',
  );
  const items = [
    ...leftOutSteps(progress, action).map(text.leftOut),
    // Argo Rollouts ends all analyses of what is promoted fully.
    ...(action === 'promote-full' && running.length > 0
      ? [
          t('rollout.leavesOutRunning', {
            names: running
              .flatMap(({ metrics }) => metrics.map(({ name }) => name))
              .join(', '),
          }),
        ]
      : []),
  ];
  if (items.length === 0) {
    return <p>{t('rollout.leavesOutNothing')}</p>;
  }
  return (
    <div>
      <p>{t('rollout.leavesOut')}</p>
      <ul className={styles.leftOut}>
        {items.map((item, index) => (
          <li key={index}>{item}</li>
        ))}
      </ul>
    </div>
  );
};
