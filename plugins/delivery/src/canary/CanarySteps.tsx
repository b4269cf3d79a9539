import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import type { RolloutProgress } from '@stonegarden/backstage-plugin-delivery-common';
import type { CSSProperties } from 'react';
import { useNow } from '../shared/time/useNow';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './CanaryProgress.module.css';
import { placeSteps, stepColumns } from './canarySteps';
import { useCanaryText } from './useCanaryText';

/**
 * The steps of a canary in a row, each with its weight or how long it waits; of the pause that it is in, the time that is left.
 *
 * @internal
 */
export const CanarySteps = (props: {
  environment: string;
  progress: RolloutProgress;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const text = useCanaryText();
  const { environment, progress } = props;
  const { pausedUntil } = progress;
  const steps = placeSteps(progress);
  return (
    <ol
      className={styles.steps}
      style={
        {
          '--columns-narrow': stepColumns(steps.length, 4),
          '--columns-wide': stepColumns(steps.length, 8),
        } as CSSProperties
      }
      aria-label={t('canary.steps', { environment })}
    >
      {steps.map(({ index, step, place }) => (
        <li
          key={index}
          data-place={place}
          aria-current={place === 'current' ? 'step' : undefined}
        >
          {place === 'current' && step.type === 'pause' && pausedUntil ? (
            <TimeLeft until={pausedUntil} />
          ) : (
            text.step(step)
          )}
          <VisuallyHidden>, {t(`canary.place.${place}`)}</VisuallyHidden>
        </li>
      ))}
    </ol>
  );
};

function TimeLeft({ until }: { until: string }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const text = useCanaryText();
  const ms = Date.parse(until) - useNow(1_000);
  return (
    <span className={styles.left}>
      {ms > 0
        ? t('canary.left', { duration: text.countdown(ms) })
        : t('canary.goesOn')}
    </span>
  );
}
