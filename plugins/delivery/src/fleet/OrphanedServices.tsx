import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { OrphanedApplication } from '@stonegarden/backstage-plugin-delivery-common';
import { NewTabLink } from '../shared/states/NewTabLink';
import { HealthLabel } from '../shared/status/HealthLabel';
import { SyncLabel } from '../shared/status/SyncLabel';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './OrphanedServices.module.css';
import { useOrphanedServices } from './useOrphanedServices';

const HEADING_ID = 'delivery-orphaned-services';

/**
 * Leads from the head of a page to {@link OrphanedServices} far below; nothing while there are none.
 *
 * @internal
 */
export const OrphanedServicesLink = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { length } = useOrphanedServices();
  if (length === 0) return null;
  return (
    <a href={`#${HEADING_ID}`} className={styles.link}>
      {t('orphaned.title', { count: length })}
    </a>
  );
};

/**
 * Services that Argo CD still has applications of and the catalog does not have; nothing while there are none.
 *
 * @internal
 */
export const OrphanedServices = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const services = useOrphanedServices();
  if (services.length === 0) return null;
  return (
    <section aria-labelledby={HEADING_ID}>
      <Text as="h2" id={HEADING_ID} variant="title-x-small" weight="bold">
        {t('orphaned.title', { count: services.length })}
      </Text>
      <Text as="p" color="secondary" className={styles.text}>
        {t('orphaned.text', { count: services.length })}
      </Text>
      <ul className={styles.services}>
        {services.map(({ name, applications }) => (
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
