import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link, Skeleton } from '@backstage/ui';
import { deliveryEnvironmentReadPermission } from '@stonegarden/backstage-plugin-delivery-common';
import { useQuery } from '@tanstack/react-query';
import { historyRouteRef, metricsRouteRef } from '../routes';
import { DeliveryCard } from '../service/cards/DeliveryCard';
import { historyApiRef } from '../shared/api/HistoryApi';
import { queryKeys } from '../shared/queries/queryKeys';
import { RequestFailure } from '../shared/states/RequestFailure';
import { TimeAgo } from '../shared/time/TimeAgo';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { DeploymentOutcomeLabel } from './DeploymentOutcomeLabel';
import { releaseChange } from './releaseChange';
import styles from './TeamHistoryCard.module.css';
import { useServiceOptions } from './useServiceOptions';

const SHOWN = 5;

/**
 * The last deployments of a team's services, on the team's page, and the ways to its history and metrics.
 *
 * @internal
 */
export const TeamHistoryCard = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { entity } = useEntity();
  const team = stringifyEntityRef(entity);
  const search = `?${new URLSearchParams({ team })}`;
  const history = useRouteRef(historyRouteRef);
  const metrics = useRouteRef(metricsRouteRef);
  const api = useApi(historyApiRef);
  const { nameOf } = useServiceOptions();
  const { data, error, refetch } = useQuery({
    queryKey: queryKeys.teamDeployments(team),
    queryFn: ({ signal }) =>
      api.getDeployments({ team, limit: SHOWN }, { signal }),
    refetchInterval: 30_000,
  });
  return (
    <DeliveryCard
      title={t('history.teamTitle')}
      aside={
        <span className={styles.links}>
          {history && (
            <Link href={`${history()}${search}`}>{t('history.teamAll')}</Link>
          )}
          {metrics && (
            <Link href={`${metrics()}${search}`}>
              {t('history.teamMetrics')}
            </Link>
          )}
        </span>
      }
    >
      {error && !data && (
        <RequestFailure
          error={error}
          permission={deliveryEnvironmentReadPermission.name}
          onRetry={() => {
            refetch();
          }}
        />
      )}
      {!error && !data && (
        <div aria-busy>
          <Skeleton height={SHOWN * 28} width="100%" />
        </div>
      )}
      {data && data.items.length === 0 && (
        <p className={styles.none}>{t('history.teamEmpty')}</p>
      )}
      {data && data.items.length > 0 && (
        <ul className={styles.list}>
          {data.items.map(deployment => (
            <li key={deployment.id} className={styles.item}>
              <span>
                {t('history.teamItem', {
                  service: nameOf(deployment.entityRef),
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
