import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text, VisuallyHidden } from '@backstage/ui';
import { useNow } from '../shared/time/useNow';
import { useRelativeTime } from '../shared/time/useRelativeTime';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './DeliveryPage.module.css';

/**
 * How old what is shown is, with a way to ask again where the newest request failed, and how to move with the keyboard.
 *
 * @internal
 */
export const FleetFreshness = (props: {
  /** When the portal answered last, in milliseconds. */
  at: number;
  /** The newest request failed, for whatever reason. */
  hasFailed: boolean;
  onRetry: () => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { age } = useRelativeTime();
  const { hasFailed } = props;
  const since = age(useNow() - props.at);
  return (
    <>
      {/* Said once: an age in it would be read aloud each time that it grows. */}
      {hasFailed && (
        <VisuallyHidden role="alert">
          {t('fleet.notRefreshedNow')}
        </VisuallyHidden>
      )}
      <Text
        as="p"
        variant="body-small"
        color="secondary"
        className={styles.freshness}
      >
        {t(hasFailed ? 'fleet.notRefreshed' : 'fleet.asOf', { age: since })}{' '}
        <span className={styles.keys}>{t('fleet.keys')}</span>
      </Text>
      {hasFailed && (
        <Button size="small" variant="secondary" onPress={props.onRetry}>
          {t('state.retry')}
        </Button>
      )}
    </>
  );
};
