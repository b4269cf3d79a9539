import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, DialogTrigger, Popover, Text } from '@backstage/ui';
import {
  formatImage,
  type Release,
} from '@stonegarden/backstage-plugin-delivery-common';
import { shortImageName, versionOf } from './release';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './ReleaseLabel.module.css';

/**
 * A Release as a person says it: the main image's tag, its whole reference on hover, the other images one press away.
 *
 * @internal
 */
export const ReleaseLabel = (props: {
  release?: Release;
  /** Said where there is no release. */
  none?: string;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const [main, ...others] = props.release?.images ?? [];
  const version = main && versionOf(main);
  if (!version) {
    return (
      <span className={styles.none}>
        {props.none ?? t('stop.releaseUnknown')}
      </span>
    );
  }
  return (
    <span className={styles.release}>
      <span key={version} className={styles.version} title={formatImage(main)}>
        {version}
      </span>
      {others.length > 0 && (
        <DialogTrigger>
          <Button size="small" variant="tertiary" className={styles.more}>
            {t('stop.moreImages', { count: others.length })}
          </Button>
          <Popover>
            <Text as="h4" variant="body-small" weight="bold">
              {t('stop.allImages')}
            </Text>
            <ul className={styles.list}>
              {props.release?.images.map(image => (
                <li key={image.name} title={formatImage(image)}>
                  {shortImageName(image.name)}{' '}
                  <strong>{versionOf(image)}</strong>
                </li>
              ))}
            </ul>
          </Popover>
        </DialogTrigger>
      )}
    </span>
  );
};
