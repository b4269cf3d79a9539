import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { ImageChange } from '@stonegarden/backstage-plugin-delivery-common';
import { versionOf } from '../environment/release';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './ImageChanges.module.css';

/**
 * Image by image: what the target has now and what it would get.
 *
 * @internal
 */
export const ImageChanges = (props: { to: string; changes: ImageChange[] }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  if (!props.changes.length) {
    return <Text as="p">{t('promote.noChanges')}</Text>;
  }
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('promote.image')}</th>
          <th scope="col">{t('promote.from', { environment: props.to })}</th>
          <th scope="col">{t('promote.to')}</th>
        </tr>
      </thead>
      <tbody>
        {props.changes.map(({ name, from, to }) => (
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
};
