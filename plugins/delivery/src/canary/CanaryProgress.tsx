import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, VisuallyHidden } from '@backstage/ui';
import { useFailureText } from '../shared/states/useFailureText';
import { TimeAgo } from '../shared/time/TimeAgo';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { AnalysisFacts } from './AnalysisFacts';
import styles from './CanaryProgress.module.css';
import { CanarySteps } from './CanarySteps';
import type { CanaryReading } from './useCanaryProgress';

/** A stop has room for so many; the details of the environment have all. */
const METRICS_IN_STOP = 2;

/**
 * A canary as it happens: its steps, its pods, and what is measured. When it could not be read again, it says of when that is.
 * Nothing where no canary with steps is under way.
 *
 * @internal
 */
export const CanaryProgress = (
  props: CanaryReading & { environment: string },
) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const failureText = useFailureText();
  const { environment, progress, asOf, isLoading, error } = props;
  if (!progress) {
    return isLoading || error ? (
      <div className={styles.canary} aria-busy={isLoading}>
        {isLoading ? (
          <>
            <VisuallyHidden>{t('panel.loading')}</VisuallyHidden>
            <Skeleton height={22} width="100%" />
            <Skeleton height={18} width="60%" />
          </>
        ) : (
          <p className={styles.quiet}>
            {t('canary.notRead', { message: error ? failureText(error) : '' })}
          </p>
        )}
      </div>
    ) : null;
  }
  const { pods } = progress;
  return (
    <div className={styles.canary} data-stale={error ? true : undefined}>
      <CanarySteps environment={environment} progress={progress} />
      {pods && (
        <p className={styles.quiet}>
          {t('canary.pods', {
            next: String(pods.next),
            desired: String(pods.desired),
          })}
        </p>
      )}
      <AnalysisFacts runs={progress.analysisRuns} limit={METRICS_IN_STOP} />
      {error && (
        <>
          {asOf && (
            <p className={styles.quiet}>
              <TimeAgo time={asOf} format={age => t('age.asOf', { age })} />
            </p>
          )}
          <p role="status" className={styles.quiet}>
            {t('state.stillShowing', { message: failureText(error) })}
          </p>
        </>
      )}
    </div>
  );
};
