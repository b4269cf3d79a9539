import { stringifyEntityRef } from '@backstage/catalog-model';
import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Skeleton, Text } from '@backstage/ui';
import {
  deliveryEnvironmentReadPermission,
  type EnvironmentStatus,
  type EnvironmentTransition,
  type ServiceDelivery,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useServiceDelivery } from '../../environment/useServiceDelivery';
import { environmentsRouteRef } from '../../routes';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { Freshness } from '../../environment/Freshness';
import { InstanceNotice } from '../../environment/InstanceNotice';
import { PromotionLabel } from '../../promotion/PromotionLabel';
import { ReleaseFacts } from '../../environment/ReleaseFacts';
import { EmptyState } from '../../shared/states/EmptyState';
import { RequestFailure } from '../../shared/states/RequestFailure';
import { EnvironmentStateLabel } from '../../shared/status/EnvironmentStateLabel';
import { isCompared } from '../../shared/status/environmentState';
import { SyncLabel } from '../../shared/status/SyncLabel';
import { TimeAgo } from '../../shared/time/TimeAgo';
import { elsewhereOf } from '../../promotion/elsewhereOf';
import { useServiceEntity } from '../useServiceEntity';
import { DeliveryCard } from './DeliveryCard';
import styles from './cards.module.css';

/**
 * The promotion path, small: how each environment is and what it runs.
 *
 * @internal
 */
export const EnvironmentsCard = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const entity = useServiceEntity();
  const link = useRouteRef(environmentsRouteRef);
  const { data, error, refetch } = useServiceDelivery(
    stringifyEntityRef(entity),
  );
  return (
    <DeliveryCard
      title={t('environments.title')}
      aside={link && <Link href={link()}>{t('environments.all')}</Link>}
    >
      {data && <Strip delivery={data} />}
      {!data && error && (
        <RequestFailure
          error={error}
          permission={deliveryEnvironmentReadPermission.name}
          onRetry={() => {
            refetch();
          }}
        />
      )}
      {!data && !error && (
        <div className={styles.frame} aria-busy="true">
          <div className={styles.strip}>
            {(entity.spec.environments ?? []).map(({ name }) => (
              <div key={name} className={styles.small}>
                <Text as="h3" variant="body-medium" weight="bold">
                  {name}
                </Text>
                <Skeleton width="80%" height={18} />
                <Skeleton width="50%" height={18} />
              </div>
            ))}
          </div>
        </div>
      )}
    </DeliveryCard>
  );
};

function Strip({ delivery }: { delivery: ServiceDelivery }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  if (!delivery.environments.length) {
    return (
      <EmptyState
        title={t('environments.emptyTitle')}
        text={t('environments.emptyText')}
      />
    );
  }
  return (
    <Flex direction="column" gap="3">
      {delivery.instances.map(instance => (
        <InstanceNotice key={instance.name} instance={instance} />
      ))}
      <div className={styles.frame}>
        <ol className={styles.strip} aria-label={t('stop.list')}>
          {delivery.environments.map(environment => (
            <SmallStop
              key={environment.name}
              environment={environment}
              transition={mainTransition(
                delivery.transitions.filter(
                  ({ to }) => to === environment.name,
                ),
              )}
              from={elsewhereOf(delivery.environments, environment.name)}
            />
          ))}
        </ol>
      </div>
      <Freshness delivery={delivery} />
    </Flex>
  );
}

/** Of the steps to an environment, the one that a promotion is under way on. */
function mainTransition(
  transitions: EnvironmentTransition[],
): EnvironmentTransition | undefined {
  return transitions.find(({ promotion }) => promotion) ?? transitions[0];
}

function SmallStop(props: {
  environment: EnvironmentStatus;
  /** Where releases come from, when it is not the stop before it. */
  from: string[];
  transition?: EnvironmentTransition;
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { environment, transition } = props;
  const { stale, since } = environment;
  if (environment.forbidden) {
    return (
      <li className={styles.small}>
        <Text as="h3" variant="body-medium" weight="bold">
          {environment.name}
        </Text>
        <span className={styles.quiet}>{t('stop.forbidden')}</span>
      </li>
    );
  }
  return (
    <li className={styles.small} data-stale={stale || undefined}>
      <Text as="h3" variant="body-medium" weight="bold">
        {environment.name}
      </Text>
      {props.from.length > 0 && (
        <span className={styles.quiet}>
          {t('transition.comesFrom', { from: props.from.join(', ') })}
        </span>
      )}
      <EnvironmentStateLabel environment={environment} />
      {environment.sync !== 'Synced' && isCompared(environment) && (
        <SyncLabel
          sync={environment.sync}
          operation={environment.operation}
          stale={stale}
        />
      )}
      <ReleaseFacts environment={environment} />
      {since && (
        <span className={styles.quiet}>
          <TimeAgo time={since} format={age => t('age.since', { age })} />
        </span>
      )}
      {transition?.promotion && (
        <PromotionLabel promotion={transition.promotion} />
      )}
    </li>
  );
}
