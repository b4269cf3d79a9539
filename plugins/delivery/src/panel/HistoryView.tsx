import {
  RouterLink,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Link, Skeleton } from '@backstage/ui';
import { deliveryEnvironmentReadPermission } from '@stonegarden/backstage-plugin-delivery-common';
import { CommitLink } from '../history/CommitLink';
import { DeploymentOutcomeLabel } from '../history/DeploymentOutcomeLabel';
import { historyParams } from '../history/historyFilter';
import { releaseChange } from '../history/releaseChange';
import { stageSpans } from '../history/stageSpans';
import { useCauseText } from '../history/useCauseText';
import { useDeployments } from '../history/useDeployments';
import { useRollbackHref } from '../history/useRollbackHref';
import { serviceHistoryRouteRef } from '../routes';
import { EmptyState } from '../shared/states/EmptyState';
import { RequestFailure } from '../shared/states/RequestFailure';
import { TimeAgo } from '../shared/time/TimeAgo';
import { useDurationText } from '../shared/time/useDurationText';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './EnvironmentPanel.module.css';
import type { EnvironmentOf } from './useEnvironmentParts';

const SHOWN = 20;

/**
 * What an environment ran last, newest first, each with the way back to it, and the way to the rest.
 *
 * @internal
 */
export const HistoryView = (props: {
  of: EnvironmentOf;
  mayRollBack: boolean;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const causeText = useCauseText();
  const duration = useDurationText();
  const { entityRef, environment } = props.of;
  const { data, error, refetch } = useDeployments({
    service: entityRef,
    environments: [environment],
  });
  const history = useRouteRef(serviceHistoryRouteRef)?.();
  const rollbackHref = useRollbackHref(props.mayRollBack ? [environment] : []);
  if (!data) {
    return error ? (
      <RequestFailure
        error={error}
        permission={deliveryEnvironmentReadPermission.name}
        onRetry={() => {
          refetch();
        }}
      />
    ) : (
      <div aria-busy="true" className={styles.part}>
        <Skeleton height={48} width="100%" />
        <Skeleton height={48} width="100%" />
      </div>
    );
  }
  const items = data.pages.flatMap(page => page.items).slice(0, SHOWN);
  if (items.length === 0) {
    return (
      <EmptyState
        title={t('history.emptyTitle')}
        text={t('history.emptyText')}
      />
    );
  }
  const all = new URLSearchParams(
    historyParams({ environments: [environment] }),
  );
  return (
    <>
      <ul className={styles.list}>
        {items.map(deployment => {
          const { image, from, to } = releaseChange(deployment);
          const spans = stageSpans(deployment);
          const href = rollbackHref(deployment);
          return (
            <li key={deployment.id}>
              <div className={styles.row}>
                <strong>
                  {image && `${image} `}
                  {from && `${from} → `}
                  {to ?? t('stop.releaseUnknown')}
                </strong>
                <DeploymentOutcomeLabel deployment={deployment} />
                <span className={styles.quiet}>
                  <TimeAgo
                    time={deployment.from}
                    format={age => t('panel.ago', { age })}
                  />
                </span>
              </div>
              <div className={styles.row}>
                <span>{causeText(deployment)}</span>
                <CommitLink deployment={deployment} />
                {spans.map(({ stage, ms }) => (
                  <span key={stage} className={styles.quiet}>
                    {t(`history.stage.${stage}`)} {duration(ms)}
                  </span>
                ))}
                {href && (
                  <RouterLink
                    href={href}
                    aria-label={t('history.rollBackToLabel', {
                      release: to ?? '',
                      environment,
                    })}
                  >
                    {t('history.rollBackTo')}
                  </RouterLink>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {history && (
        <Link href={`${history}?${all}`}>
          {t('panel.historyAll', { name: environment })}
        </Link>
      )}
    </>
  );
};
