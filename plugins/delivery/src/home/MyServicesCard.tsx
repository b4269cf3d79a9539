import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Skeleton } from '@backstage/ui';
import { releaseName } from '../environment/release';
import { DeliveryCard } from '../service/cards/DeliveryCard';
import { EnvironmentStateLabel } from '../shared/status/EnvironmentStateLabel';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './home.module.css';
import type { useHome } from './useHome';

/**
 * The viewer's services and what production runs of each.
 *
 * @internal
 */
export const MyServicesCard = (props: {
  home: ReturnType<typeof useHome>;
  /** Names of the environments that count as production. */
  production: readonly string[];
  nameOf: (entityRef: string) => string;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const entityLink = useEntityRefLink();
  const { mine, summaries } = props.home;
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
              const environment = summaries.data
                ?.get(ref)
                ?.environments.find(({ name }) =>
                  props.production.includes(name),
                );
              return (
                <li key={ref} className={styles.service}>
                  <Link href={entityLink(ref)}>{props.nameOf(ref)}</Link>
                  <span className={styles.release}>
                    {releaseName(environment?.release) ?? '–'}
                  </span>
                  {environment && (
                    <EnvironmentStateLabel environment={environment} />
                  )}
                </li>
              );
            })}
          </ul>
          <p className={styles.note}>{t('home.servicesNote')}</p>
        </>
      )}
    </DeliveryCard>
  );
};
