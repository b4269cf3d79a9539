import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Skeleton, Text } from '@backstage/ui';
import { RiProgress4Line } from '@remixicon/react';
import {
  deliveryEnvironmentReadPermission,
  formatImage,
  type Deployment,
  type EnvironmentStatus,
  type Promotion,
  type ServiceDelivery,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useId, type ReactNode } from 'react';
import { CommitLink } from '../history/CommitLink';
import { DeploymentOutcomeLabel } from '../history/DeploymentOutcomeLabel';
import { releaseChange } from '../history/releaseChange';
import { stageSpans } from '../history/stageSpans';
import { useCauseText } from '../history/useCauseText';
import { useDeployments } from '../history/useDeployments';
import { PromotionLabel } from '../promotion/PromotionLabel';
import { serviceHistoryRouteRef } from '../routes';
import { personName } from '../shared/personName';
import { isUnderWay } from '../shared/queries/polling';
import { RequestFailure } from '../shared/states/RequestFailure';
import { StatusLabel } from '../shared/status/StatusLabel';
import { TimeAgo } from '../shared/time/TimeAgo';
import { useDurationText } from '../shared/time/useDurationText';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './HappenedList.module.css';

const SHOWN = 10;

/**
 * What happened to a service's environments, newest first: what is under way, then what was deployed.
 *
 * @internal
 */
export const HappenedList = (props: { delivery: ServiceDelivery }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const title = useId();
  const all = useRouteRef(serviceHistoryRouteRef)?.();
  const { delivery } = props;
  const list = useDeployments({ service: delivery.entityRef });
  const underWay = [
    ...delivery.transitions.map(({ promotion }) => promotion),
    ...delivery.histories.map(({ rollback }) => rollback),
  ].filter((one): one is Promotion => isUnderWay(one));
  const deployments = list.data?.pages[0]?.items
    // What a promotion brought that is under way stands above.
    .filter(one => !underWay.some(({ id }) => id === one.promotion))
    .slice(0, SHOWN);
  return (
    <section className={styles.frame} aria-labelledby={title}>
      <div className={styles.head}>
        <Text as="h3" id={title} variant="title-x-small" weight="bold">
          {t('panel.happened')}
        </Text>
        {all && <Link href={all}>{t('panel.happenedAll')}</Link>}
      </div>
      {!deployments && list.error && (
        <RequestFailure
          error={list.error}
          permission={deliveryEnvironmentReadPermission.name}
          onRetry={() => {
            list.refetch();
          }}
        />
      )}
      {!deployments && !list.error && (
        <div aria-busy="true">
          <Skeleton height={220} width="100%" />
        </div>
      )}
      {deployments && deployments.length + underWay.length === 0 && (
        <p className={styles.quiet}>{t('history.emptyText')}</p>
      )}
      {deployments && deployments.length + underWay.length > 0 && (
        <table className={styles.table} aria-labelledby={title}>
          <thead>
            <tr>
              <th scope="col">{t('history.when')}</th>
              <th scope="col">{t('history.environment')}</th>
              <th scope="col">{t('history.release')}</th>
              <th scope="col" className={styles.optional}>
                {t('history.how')}
              </th>
              <th scope="col" className={styles.optional}>
                {t('history.took')}
              </th>
              <th scope="col">{t('history.outcomeTitle')}</th>
            </tr>
          </thead>
          <tbody>
            {underWay.map(one => (
              <UnderWayRow key={one.id} promotion={one} />
            ))}
            {deployments.map(one => (
              <DeploymentRow
                key={one.id}
                deployment={one}
                starting={startingHealth(one, delivery.environments)}
              />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};

function Row(props: {
  at: string;
  environment: string;
  change: ReactNode;
  how: ReactNode;
  took: ReactNode;
  outcome: ReactNode;
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return (
    <tr>
      <td className={styles.when}>
        <TimeAgo time={props.at} format={age => t('history.ago', { age })} />
      </td>
      <td>{props.environment}</td>
      <td className={styles.version}>{props.change}</td>
      <td className={styles.optional}>{props.how}</td>
      <td className={styles.optional}>{props.took}</td>
      <td>{props.outcome}</td>
    </tr>
  );
}

/** The health of a deployment that has not come to its end: the current one, neither healthy nor degraded yet, that still starts. */
function startingHealth(
  { environment, until, outcome }: Deployment,
  environments: EnvironmentStatus[],
): EnvironmentStatus['health'] | undefined {
  const now = environments.find(({ name }) => name === environment);
  if (until || outcome || !now || now.stale) return undefined;
  const starts =
    now.health === 'Progressing' || (now.health === 'Suspended' && now.canary);
  return starts ? now.health : undefined;
}

function DeploymentRow(props: {
  deployment: Deployment;
  starting?: EnvironmentStatus['health'];
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { deployment, starting } = props;
  const causeText = useCauseText();
  return (
    <Row
      at={deployment.from}
      environment={deployment.environment}
      change={<Change of={deployment} />}
      how={
        <>
          {causeText(deployment)} <CommitLink deployment={deployment} />
        </>
      }
      took={
        starting ? (
          <span className={styles.quiet}>{t('panel.running')}</span>
        ) : (
          <Took deployment={deployment} />
        )
      }
      outcome={
        starting ? (
          <StatusLabel
            tone="info"
            icon={<RiProgress4Line size={16} aria-hidden />}
            word={t(`health.${starting}`)}
          />
        ) : (
          <DeploymentOutcomeLabel deployment={deployment} />
        )
      }
    />
  );
}

function UnderWayRow({ promotion }: { promotion: Promotion }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { rollback, release, changes, requestedBy } = promotion;
  const main = changes[0];
  return (
    <Row
      at={promotion.createdAt}
      environment={promotion.to}
      change={
        <Change
          of={{
            release,
            replaces:
              rollback?.replaces ??
              (main?.from && {
                images: [{ name: main.name, ...main.from }],
              }),
          }}
        />
      }
      how={t(
        rollback ? 'history.causeBy.rollback' : 'history.causeBy.promotion',
        {
          by: personName(requestedBy),
        },
      )}
      took={<span className={styles.quiet}>{t('panel.running')}</span>}
      outcome={<PromotionLabel promotion={promotion} />}
    />
  );
}

function Change({ of }: { of: Pick<Deployment, 'release' | 'replaces'> }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { image, from, to } = releaseChange(of);
  if (to === undefined) return <>{t('stop.releaseUnknown')}</>;
  return (
    <span title={of.release?.images.map(formatImage).join('\n')}>
      {image && `${image} `}
      {from !== undefined && `${from} → `}
      {to}
    </span>
  );
}

/** From the merge until it was seen healthy, as far as both are known; each stage on hover. */
function Took({ deployment }: { deployment: Deployment }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const duration = useDurationText();
  const spans = stageSpans(deployment).filter(({ stage }) => stage !== 'merge');
  if (spans.length === 0) {
    return <span className={styles.quiet}>{t('history.notKnown')}</span>;
  }
  return (
    <span
      title={spans
        .map(
          ({ stage, ms }) => `${t(`history.stage.${stage}`)} ${duration(ms)}`,
        )
        .join('\n')}
    >
      {duration(spans.reduce((sum, { ms }) => sum + ms, 0))}
    </span>
  );
}
