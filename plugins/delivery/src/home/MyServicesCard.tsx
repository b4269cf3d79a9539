import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Skeleton } from '@backstage/ui';
import { useMemo } from 'react';
import { useFleet } from '../fleet/useFleet';
import { DeliveryCard } from '../service/cards/DeliveryCard';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './home.module.css';
import { MyServiceRow } from './MyServiceRow';
import { useNow } from '../shared/time/useNow';
import { useRelativeTime } from '../shared/time/useRelativeTime';
import type { useHome } from './useHome';

/**
 * The viewer's services and what production runs of each.
 *
 * @internal
 */
export const MyServicesCard = (props: {
  home: ReturnType<typeof useHome>;
  nameOf: (entityRef: string) => string;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const entityLink = useEntityRefLink();
  const { mine } = props.home;
  const fleet = useFleet();
  const rows = useMemo(
    () => new Map(fleet.data?.items.map(row => [row.entityRef, row])),
    [fleet.data],
  );
  const services = mine.data?.services;
  return (
    <DeliveryCard title={t('home.servicesTitle')}>
      {mine.isPending && (
        <div aria-busy="true" className={styles.skeletons}>
          {Array.from({ length: 4 }, (_, index) => (
            <Skeleton key={index} height={28} width="100%" />
          ))}
        </div>
      )}
      {mine.error && !services && (
        <p className={styles.note}>{t('home.servicesUnknown')}</p>
      )}
      {services?.length === 0 && (
        <p className={styles.note}>{t('home.noServices')}</p>
      )}
      {services && services.length > 0 && (
        <>
          <ul className={styles.services}>
            {services.map(service => {
              const ref = stringifyEntityRef(service);
              return (
                <li key={ref} className={styles.service}>
                  <Link href={entityLink(ref)}>{props.nameOf(ref)}</Link>
                  {fleet.isPending ? (
                    <Skeleton height={16} width={64} />
                  ) : (
                    <MyServiceRow
                      row={rows.get(ref)}
                      production={fleet.data?.productionEnvironments}
                    />
                  )}
                </li>
              );
            })}
          </ul>
          <p className={styles.note}>
            {t(
              fleet.error && !fleet.data
                ? 'home.runsUnknown'
                : 'home.servicesNote',
            )}
            {fleet.error && fleet.data && (
              <>
                {'. '}
                <NotRefreshed at={fleet.dataUpdatedAt} />
              </>
            )}
          </p>
        </>
      )}
    </DeliveryCard>
  );
};

/** How old what is shown is, where the newest request failed. */
function NotRefreshed({ at }: { at: number }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { age } = useRelativeTime();
  return <>{t('fleet.notRefreshed', { age: age(useNow() - at) })}</>;
}
