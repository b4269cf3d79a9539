import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Skeleton, Text } from '@backstage/ui';
import { deliveryEnvironmentReadPermission } from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryRouteRef } from '../routes';
import { DeliveryCard } from '../service/cards/DeliveryCard';
import { EmptyState } from '../shared/states/EmptyState';
import { PartBoundary } from '../shared/states/PartBoundary';
import { RequestFailure } from '../shared/states/RequestFailure';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './home.module.css';
import type { HomeItem } from './homeItems';
import { HomeItemRow } from './HomeItemRow';
import type { useHome } from './useHome';

/** The rest is on the pages that the rows lead to. */
const SHOWN = 20;

/**
 * What waits for the viewer, and what goes on.
 *
 * @internal
 */
export const WaitingCard = (props: {
  home: ReturnType<typeof useHome>;
  nameOf: (entityRef: string) => string;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const services = useRouteRef(deliveryRouteRef);
  const { home, nameOf } = props;
  const { waiting, inProgress } = home.items;
  const list = (items: HomeItem[]) => (
    <>
      <ul className={styles.items}>
        {items.slice(0, SHOWN).map(item => (
          <li key={item.id} className={styles.item}>
            <PartBoundary
              name={nameOf(
                'promotion' in item ? item.promotion.entityRef : item.entityRef,
              )}
            >
              <HomeItemRow item={item} nameOf={nameOf} />
            </PartBoundary>
          </li>
        ))}
      </ul>
      {items.length > SHOWN && (
        <p className={styles.note}>
          {t('home.more', { count: items.length - SHOWN })}
        </p>
      )}
    </>
  );
  const hasNoTeam = home.mine.data?.services.length === 0;
  return (
    <DeliveryCard title={t('home.waitsTitle')}>
      {home.error && (
        <RequestFailure
          error={home.error}
          permission={deliveryEnvironmentReadPermission.name}
          onRetry={home.retry}
        />
      )}
      {!home.complete && !home.error && (
        <div aria-busy="true" className={styles.skeletons}>
          {Array.from({ length: 2 }, (_, index) => (
            <Skeleton key={index} height={52} width="100%" />
          ))}
        </div>
      )}
      {waiting.length > 0 && list(waiting)}
      {home.complete && waiting.length === 0 && !hasNoTeam && (
        <p className={styles.note}>{t('home.nothingWaits')}</p>
      )}
      {home.complete && waiting.length === 0 && hasNoTeam && (
        <EmptyState
          title={t('home.noTeamTitle')}
          text={t('home.noTeamText')}
          action={
            services && (
              <ButtonLink variant="secondary" href={services()}>
                {t('home.noTeamAction')}
              </ButtonLink>
            )
          }
        />
      )}
      {inProgress.length > 0 && (
        <>
          <Text
            as="h2"
            variant="title-x-small"
            weight="bold"
            className={styles.second}
          >
            {t('home.progressTitle')}
          </Text>
          {list(inProgress)}
        </>
      )}
    </DeliveryCard>
  );
};
