import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Skeleton } from '@backstage/ui';
import { deliveryEnvironmentReadPermission } from '@stonegarden/backstage-plugin-delivery-common';
import { DeploymentOutcomeLabel } from '../history/DeploymentOutcomeLabel';
import { releaseChange } from '../history/releaseChange';
import { historyRouteRef } from '../routes';
import { DeliveryCard } from '../service/cards/DeliveryCard';
import { RequestFailure } from '../shared/states/RequestFailure';
import { TimeAgo } from '../shared/time/TimeAgo';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './home.module.css';
import { useRecentDeployments } from './useRecentDeployments';

/**
 * The deployments of the viewer's teams since yesterday.
 *
 * @internal
 */
export const SinceYesterdayCard = (props: {
  /** Entity refs. */
  teams: string[];
  /** While the teams are not known. */
  loading: boolean;
  nameOf: (entityRef: string) => string;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const history = useRouteRef(historyRouteRef);
  const { data, error, refetch } = useRecentDeployments(props.teams);
  const pending = !error && (props.loading || !data);
  return (
    <DeliveryCard
      title={t('home.sinceTitle')}
      aside={history && <Link href={history()}>{t('history.teamAll')}</Link>}
    >
      {error && (
        <RequestFailure
          error={error}
          permission={deliveryEnvironmentReadPermission.name}
          onRetry={refetch}
        />
      )}
      {pending && (
        <div aria-busy="true" className={styles.skeletons}>
          {Array.from({ length: 3 }, (_, index) => (
            <Skeleton key={index} height={28} width="100%" />
          ))}
        </div>
      )}
      {!pending && data?.length === 0 && (
        <p className={styles.note}>{t('home.sinceEmpty')}</p>
      )}
      {!pending && data && data.length > 0 && (
        <ul className={styles.services}>
          {data.map(deployment => (
            <li key={deployment.id} className={styles.recent}>
              <span>
                {t('history.teamItem', {
                  service: props.nameOf(deployment.entityRef),
                  release:
                    releaseChange(deployment).to ?? t('history.unknownRelease'),
                  environment: deployment.environment,
                })}
              </span>
              <span className={styles.when}>
                <TimeAgo
                  time={deployment.from}
                  format={age => t('history.ago', { age })}
                />
              </span>
              <DeploymentOutcomeLabel deployment={deployment} />
            </li>
          ))}
        </ul>
      )}
    </DeliveryCard>
  );
};
