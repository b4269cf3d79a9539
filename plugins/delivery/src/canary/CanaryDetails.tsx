import type { RolloutProgress } from '@stonegarden/backstage-plugin-delivery-common';
import { AnalysisFacts } from './AnalysisFacts';
import styles from './CanaryProgress.module.css';
import { CanarySteps } from './CanarySteps';

/**
 * A canary with everything that its analyses have measured, for where there is room.
 *
 * @internal
 */
export const CanaryDetails = (props: {
  environment: string;
  progress: RolloutProgress;
}) => {
  const { environment, progress } = props;
  return (
    <div className={styles.canary}>
      {progress.steps.length > 0 && (
        <CanarySteps environment={environment} progress={progress} />
      )}
      <AnalysisFacts runs={progress.analysisRuns} />
    </div>
  );
};
