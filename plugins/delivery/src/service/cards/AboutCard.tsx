import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import { MANIFEST_PATH_ANNOTATION } from '@stonegarden/service-manifest';
import { manifestUrl } from './manifestUrl';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { NewTabLink } from '../../shared/states/NewTabLink';
import { useServiceEntity } from '../useServiceEntity';
import { DeliveryCard } from './DeliveryCard';
import styles from './cards.module.css';

/**
 * What the service is, where it belongs, and the file all of this comes from.
 *
 * @internal
 */
export const AboutCard = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const entity = useServiceEntity();
  const entityLink = useEntityRefLink();
  const { layer, category, system } = entity.spec;
  const path = entity.metadata.annotations?.[MANIFEST_PATH_ANNOTATION];
  const source = manifestUrl(entity);

  return (
    <DeliveryCard title={t('about.title')}>
      {entity.metadata.description && (
        <Text as="p" className={styles.description}>
          {entity.metadata.description}
        </Text>
      )}
      <dl className={styles.rows}>
        <dt>{t('about.layer')}</dt>
        <dd>
          {layer ? (
            <Link href={entityLink(`domain:default/${layer}`)}>
              {t(`layer.${layer}`)}
            </Link>
          ) : (
            t('layer.none')
          )}
        </dd>
        {category && (
          <>
            <dt>{t('about.category')}</dt>
            <dd>
              {system ? (
                <Link href={entityLink(`system:default/${category}`)}>
                  {category}
                </Link>
              ) : (
                category
              )}
            </dd>
          </>
        )}
        {source && path && (
          <>
            <dt>{t('about.source')}</dt>
            <dd>
              <NewTabLink href={source} label={t('about.newTab', { path })}>
                {path}
              </NewTabLink>
            </dd>
          </>
        )}
      </dl>
    </DeliveryCard>
  );
};
