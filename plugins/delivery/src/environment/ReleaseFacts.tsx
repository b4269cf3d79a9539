import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  formatImage,
  type CanaryStatus,
  type EnvironmentStatus,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useReasonText } from '../shared/reasons/useReasonText';
import { FoldedText } from '../shared/states/FoldedText';
import {
  environmentState,
  isCompared,
} from '../shared/status/environmentState';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { gitDifference } from './gitDifference';
import { releaseName } from './release';
import { ReleaseLabel } from './ReleaseLabel';
import styles from './ReleaseFacts.module.css';

/**
 * What runs, by Argo CD; the version that a canary tries beside it; and what Git says, where that is something else.
 *
 * @internal
 */
export const ReleaseFacts = (props: {
  environment: EnvironmentStatus;
  /** Where it stands beside it that it was rolled back outside Git. */
  hideOutsideGit?: boolean;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const reasonText = useReasonText();
  const { environment } = props;
  const { release, canary, git, outsideGit } = environment;
  const inGit = gitDifference(environment);
  const none = useNoRelease(environment);
  return (
    <div className={styles.facts}>
      {isCompared(environment) && (
        <ReleaseLabel release={release} none={none} />
      )}
      {canary && <Canary canary={canary} />}
      {inGit && (
        <p
          className={styles.git}
          title={git?.release?.images.map(formatImage).join('\n')}
        >
          {t('stop.inGit', { release: inGit })}
        </p>
      )}
      {outsideGit && !props.hideOutsideGit && (
        <FoldedText text={reasonText(outsideGit)} className={styles.loud} />
      )}
      {git?.problem && (
        <FoldedText text={reasonText(git.problem)} className={styles.git} />
      )}
    </div>
  );
};

/** What stands in the place of a release; undefined leaves it at "unknown". */
function useNoRelease(environment: EnvironmentStatus): string | undefined {
  const { t } = useTranslationRef(deliveryTranslationRef);
  if (environment.mixed) return t('stop.mixed');
  return environmentState(environment) === 'neverDeployed' ||
    environment.health === 'Missing'
    ? t('stop.nothingRuns')
    : undefined;
}

function Canary({ canary }: { canary: CanaryStatus }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const words = [
    t(`canary.${canary.state}`, {
      release: releaseName(canary.release) ?? t('canary.otherRelease'),
    }),
    canary.weight !== undefined &&
      t('canary.weight', { weight: String(canary.weight) }),
    canary.step !== undefined &&
      t('canary.step', { step: String(canary.step + 1) }),
  ];
  return (
    <p
      className={canary.state === 'aborted' ? styles.loud : styles.canary}
      title={canary.release.images.map(formatImage).join('\n')}
    >
      {words.filter(Boolean).join(', ')}
    </p>
  );
}
