import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  compareReleases,
  formatImage,
  type Deployment,
  type ImageChange,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useId } from 'react';
import { shortImageName, versionOf } from '../environment/release';
import tables from '../promotion/ImageChanges.module.css';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './DeploymentDialog.module.css';

/**
 * Which images a deployment changed; all that it has where what was before is not known.
 *
 * @internal
 */
export const ImagesOfDeployment = (props: { deployment: Deployment }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const title = useId();
  const { release, replaces } = props.deployment;
  const changes = compareReleases(release, replaces);
  return (
    <section className={styles.section} aria-labelledby={title}>
      <Text as="h3" id={title} variant="title-x-small" weight="bold">
        {t('history.images')}
      </Text>
      {changes !== 'unknown' && changes.length > 0 && (
        <Changes changes={changes} />
      )}
      {changes === 'unknown' && (
        <p className={styles.text}>
          {t(release ? 'history.replacedUnknown' : 'history.releaseUnknown')}
        </p>
      )}
      {changes !== 'unknown' && changes.length === 0 && (
        <p className={styles.text}>{t('promote.noChanges')}</p>
      )}
      {changes === 'unknown' && release && (
        <ul className={styles.list}>
          {release.images.map(image => (
            <li key={formatImage(image)} title={formatImage(image)}>
              {shortImageName(image.name)} <strong>{versionOf(image)}</strong>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

function Changes({ changes }: { changes: ImageChange[] }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return (
    <table className={tables.table}>
      <thead>
        <tr>
          <th scope="col">{t('promote.image')}</th>
          <th scope="col">{t('history.before')}</th>
          <th scope="col">{t('history.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ name, from, to }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td title={from?.digest}>
              {(from && versionOf(from)) ?? t('promote.newImage')}
            </td>
            <td title={to.digest}>
              <strong>{versionOf(to)}</strong>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
