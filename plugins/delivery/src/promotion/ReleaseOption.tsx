import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Deployment,
  ReleaseChoice,
} from '@stonegarden/backstage-plugin-delivery-common';
import { releaseName } from '../environment/release';
import styles from '../rollback/CandidateChoice.module.css';
import { personName } from '../shared/personName';
import { TimeAgo } from '../shared/time/TimeAgo';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';

/**
 * A Release of the history: what became of it in each environment that it came to, when and by whom, and where it runs.
 *
 * @internal
 */
export const ReleaseOption = (props: { choice: ReleaseChoice }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { release, deployments } = props.choice;
  return (
    <span className={styles.candidate}>
      <strong className={styles.version}>
        {releaseName(release) ?? t('stop.releaseUnknown')}
        {release.images.length > 1 &&
          ` ${t('stop.moreImages', { count: release.images.length - 1 })}`}
      </strong>{' '}
      {deployments.map(deployment => (
        <span key={deployment.id} className={styles.facts}>
          <InEnvironment deployment={deployment} />
        </span>
      ))}
    </span>
  );
};

function InEnvironment({ deployment }: { deployment: Deployment }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { environment, from, until, by, outcome, rolledBack } = deployment;
  return (
    <>
      {environment}:{' '}
      <TimeAgo
        time={until ?? from}
        format={age =>
          until === undefined
            ? t('rollback.runsSince', { age })
            : t('rollback.ranUntil', { age })
        }
      />
      {' · '}
      {t(`rollback.outcome.${outcome ?? 'unknown'}`)}
      {by && <> · {t('rollback.by', { by: personName(by) })}</>}
      {rolledBack && <> · {t('history.rolledBack')}</>}{' '}
    </>
  );
}
