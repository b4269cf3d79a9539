import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useNow } from '../shared/time/useNow';
import { useRelativeTime } from '../shared/time/useRelativeTime';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './DeliveryPage.module.css';

/**
 * How old what is shown is, or since when the portal has not answered, and how to move with the keyboard.
 *
 * @internal
 */
export const FleetFreshness = (props: {
  /** When the portal answered last, in milliseconds. */
  at: number;
  /** Its newest answer is none. */
  isSilent: boolean;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { age } = useRelativeTime();
  const since = age(useNow() - props.at);
  return (
    <Text
      as="p"
      variant="body-small"
      color="secondary"
      className={styles.freshness}
      role={props.isSilent ? 'alert' : undefined}
    >
      {t(props.isSilent ? 'fleet.notRefreshed' : 'fleet.asOf', { age: since })}{' '}
      <span className={styles.keys}>{t('fleet.keys')}</span>
    </Text>
  );
};
