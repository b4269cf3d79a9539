import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { StrayApplication } from '@stonegarden/backstage-plugin-delivery-common';
import { useReasonText } from '../shared/reasons/useReasonText';
import { NewTabLink } from '../shared/states/NewTabLink';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './StrayApplications.module.css';

/**
 * Applications that name the service and are not those of its environments: which, where they deploy to, and why they do not
 * count. Nothing where there are none.
 *
 * @internal
 */
export const StrayApplications = (props: {
  applications: StrayApplication[];
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const reasonText = useReasonText();
  if (!props.applications.length) return null;
  return (
    <section className={styles.strays} aria-label={t('strays.title')}>
      <Text as="h3" variant="body-large" weight="bold">
        {t('strays.title')}
      </Text>
      <Text as="p" variant="body-small" color="secondary">
        {t('strays.text')}
      </Text>
      <ul className={styles.list}>
        {props.applications.map(
          ({ name, instance, destination, url, reason }) => (
            <li key={`${instance}/${name}`} className={styles.stray}>
              <div>
                {url ? (
                  <NewTabLink href={url} label={t('strays.label', { name })}>
                    {name}
                  </NewTabLink>
                ) : (
                  <strong>{name}</strong>
                )}
                <span className={styles.place}>
                  {t('strays.place', { destination, instance })}
                </span>
              </div>
              <span>{reasonText(reason)}</span>
            </li>
          ),
        )}
      </ul>
    </section>
  );
};
