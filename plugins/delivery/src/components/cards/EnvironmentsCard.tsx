import { stringifyEntityRef } from '@backstage/catalog-model';
import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Flex, Link, Skeleton, Text } from '@backstage/ui';
import {
  deliveryEnvironmentReadPermission,
  type EnvironmentStatus,
  type EnvironmentTransition,
  type ServiceDelivery,
  type ServiceEntity,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useServiceDelivery } from '../../queries/useServiceDelivery';
import { environmentsRouteRef } from '../../routes';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { Freshness } from '../path/Freshness';
import { InstanceNotice } from '../path/InstanceNotice';
import { PromotionWords } from '../path/PromotionWords';
import { ReleaseWord } from '../path/ReleaseWord';
import { EmptyState } from '../states/EmptyState';
import { RequestFailure } from '../states/RequestFailure';
import { HealthWord } from '../status/HealthWord';
import { SyncWord } from '../status/SyncWord';
import { TimeAgo } from '../status/TimeAgo';
import { DeliveryCard } from './DeliveryCard';
import styles from './cards.module.css';

/**
 * The promotion path, small: how each environment is and what it runs.
 *
 * @internal
 */
export const EnvironmentsCard = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { entity } = useEntity<ServiceEntity>();
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
              way={delivery.transitions.find(
                ({ to }) => to === environment.name,
              )}
            />
          ))}
        </ol>
      </div>
      <Freshness delivery={delivery} />
    </Flex>
  );
}

function SmallStop(props: {
  environment: EnvironmentStatus;
  way?: EnvironmentTransition;
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { environment, way } = props;
  const { stale, since } = environment;
  return (
    <li className={styles.small} data-stale={stale || undefined}>
      <Text as="h3" variant="body-medium" weight="bold">
        {environment.name}
      </Text>
      <HealthWord health={environment.health} stale={stale} />
      {environment.sync !== 'Synced' && (
        <SyncWord
          sync={environment.sync}
          running={environment.operation?.phase === 'Running'}
          stale={stale}
        />
      )}
      <ReleaseWord
        release={environment.release}
        none={
          environment.health === 'Missing' ? t('stop.nothingRuns') : undefined
        }
      />
      {since && (
        <span className={styles.quiet}>
          <TimeAgo time={since} words={age => t('age.since', { age })} />
        </span>
      )}
      {way?.promotion && <PromotionWords promotion={way.promotion} />}
    </li>
  );
}
