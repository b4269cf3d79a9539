import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  RolloutAction,
  RolloutProgress,
} from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { actionWords } from './actionWords';
import { LeftOut } from './LeftOut';
import { runningAnalyses } from './runningAnalyses';

/** What Argo Rollouts says of a pause that an analysis without a result has brought about. */
const INCONCLUSIVE = 'InconclusiveAnalysisRun';

/**
 * What an action will do to a canary, and what goes on or is left out of what judges it.
 *
 * @internal
 */
export const ActionEffect = (props: {
  action: RolloutAction;
  progress?: RolloutProgress;
  words: { environment: string; release: string };
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { action, progress, words } = props;
  if (action === 'resume' && progress?.message === INCONCLUSIVE) {
    return <p>{t('rollout.resumeInconclusive', words)}</p>;
  }
  return (
    <>
      <p>
        {t(`rollout.${actionWords(action)}Text`, words)}
        {action === 'resume' &&
          progress &&
          runningAnalyses(progress.analysisRuns).some(
            ({ type }) => type !== 'step',
          ) &&
          ` ${t('rollout.resumeJudged')}`}
      </p>
      {(action === 'skip-current-step' || action === 'promote-full') && (
        <LeftOut action={action} progress={progress} />
      )}
    </>
  );
};
