import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { OrphanedApplication } from '@stonegarden/backstage-plugin-delivery-common';
import { useQuery } from '@tanstack/react-query';
import { deliveryApiRef } from '../shared/api/DeliveryApi';
import { queryKeys } from '../shared/queries/queryKeys';
import { NewTabLink } from '../shared/states/NewTabLink';
import { HealthLabel } from '../shared/status/HealthLabel';
import { SyncLabel } from '../shared/status/SyncLabel';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './OrphanedServices.module.css';

const POLL_MS = 60_000;

/**
 * Services that Argo CD still has applications of and the catalog does not have; nothing while there are none.
 *
 * @internal
 */
export const OrphanedServices = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const api = useApi(deliveryApiRef);
  const { data } = useQuery({
    queryKey: queryKeys.orphanedServices(),
    queryFn: ({ signal }) => api.getOrphanedServices({ signal }),
    refetchInterval: POLL_MS,
  });
  if (!data?.length) return null;
  return (
    <section aria-labelledby="delivery-orphaned-services">
      <Text
        as="h2"
        id="delivery-orphaned-services"
        variant="title-x-small"
        weight="bold"
      >
        {t('orphaned.title', { count: data.length })}
      </Text>
      <Text as="p" color="secondary" className={styles.text}>
        {t('orphaned.text', { count: data.length })}
      </Text>
      <ul className={styles.services}>
        {data.map(({ name, applications }) => (
          <li key={name} className={styles.service}>
            <span className={styles.name}>{name}</span>
            <ul className={styles.applications}>
              {applications.map(application => (
                <Application
                  key={`${application.instance} ${application.name}`}
                  application={application}
                />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
};

function Application(props: { application: OrphanedApplication }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { name, environment, instance, health, sync, stale, url } =
    props.application;
  return (
    <li className={styles.application} data-stale={stale || undefined}>
      <span>{environment}</span>
      <HealthLabel health={health} />
      <SyncLabel sync={sync} />
      {stale && <span>{t('orphaned.stale', { instance })}</span>}
      {url && (
        <NewTabLink href={url} label={t('orphaned.linkLabel', { name })}>
          {name}
        </NewTabLink>
      )}
    </li>
  );
}
