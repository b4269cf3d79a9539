import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Skeleton } from '@backstage/ui';
import { ENVIRONMENTS_PATH } from '../routes';
import { NewTabLink } from '../shared/states/NewTabLink';
import { useFailureText } from '../shared/states/useFailureText';
import { TrainFact } from '../train/TrainFact';
import { personName } from '../shared/personName';
import { OverrideFacts } from '../promotion/OverrideFacts';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './DeploymentDialog.module.css';
import { useDeploymentPromotion } from './useDeploymentDetails';

/**
 * The pull request that brought a deployment, who approved it and why it was asked for, with a way to the promotion path.
 *
 * @internal
 */
export const PromotionFact = (props: { id: string; entityRef: string }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const failureText = useFailureText();
  const entityLink = useEntityRefLink();
  const { data, error } = useDeploymentPromotion(props.id);
  if (error) return <>{failureText(error)}</>;
  if (!data) return <Skeleton height={20} width={160} />;
  const { pullRequest, approvals = [], requestReason } = data;
  return (
    <span className={styles.promotion}>
      {pullRequest ? (
        <NewTabLink
          href={pullRequest.url}
          label={t('transition.pullRequestLabel', {
            number: String(pullRequest.number),
            title: pullRequest.title,
          })}
        >
          {t('transition.pullRequest', { number: String(pullRequest.number) })}
        </NewTabLink>
      ) : (
        <span>{t('history.noPullRequest')}</span>
      )}
      {requestReason && (
        <span>{t('approval.because', { reason: requestReason })}</span>
      )}
      {approvals.map(({ by }) => (
        <span key={by}>{t('approval.by', { by: personName(by) })}</span>
      ))}
      {data.train && <TrainFact train={data.train} promotion={data} />}
      <OverrideFacts promotion={data} />
      <Link href={`${entityLink(props.entityRef)}${ENVIRONMENTS_PATH}`}>
        {t('environments.all')}
      </Link>
    </span>
  );
};
