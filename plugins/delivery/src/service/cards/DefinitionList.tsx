import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { MANIFEST_PATH_ANNOTATION } from '@stonegarden/service-manifest';
import { useSourceUrl } from '../../shared/links/useSourceUrl';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { NewTabLink } from '../../shared/states/NewTabLink';
import styles from './cards.module.css';

/**
 * Dashboards or alerts by name, linked to where they are seen live when that is known, and to their definition at the
 * Git host.
 *
 * @internal
 */
export const DefinitionList = (props: {
  /** Below the service's `monitoring` folder. */
  paths: string[];
  /** Address of the page that shows it live, by its name. */
  live: (name: string) => string | undefined;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { entity } = useEntity();
  const sourceUrl = useSourceUrl(entity);
  const folder = entity.metadata.annotations?.[
    MANIFEST_PATH_ANNOTATION
  ]?.replace(/[^/]*$/, '');
  return (
    <ul className={styles.plain}>
      {props.paths.map(path => {
        const name = nameOf(path);
        const live = props.live(name);
        const definition =
          folder === undefined
            ? undefined
            : sourceUrl(`${folder}monitoring/${path}`);
        const href = live ?? definition;
        return (
          <li key={path}>
            {href ? (
              <NewTabLink
                href={href}
                label={t('operations.openLabel', { name })}
              >
                {name}
              </NewTabLink>
            ) : (
              name
            )}
            {live && definition && (
              <span className={styles.aside}>
                <NewTabLink
                  href={definition}
                  label={t('operations.definitionLabel', { name })}
                >
                  {t('operations.definition')}
                </NewTabLink>
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
};

/** `shop` of `grafana/shop.json`. */
function nameOf(path: string): string {
  const file = path.slice(path.lastIndexOf('/') + 1);
  return file.replace(/\.(ya?ml|json)$/, '') || path;
}
