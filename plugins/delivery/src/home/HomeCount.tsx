import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { DeliveryQueryProvider } from '../shared/queries/DeliveryQueryProvider';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './home.module.css';
import { useHome } from './useHome';

const Count = () => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { items, complete } = useHome();
  const count = items.waiting.length;
  return complete && count > 0 ? (
    <span
      role="img"
      aria-label={t('home.count', { count })}
      className={styles.count}
    >
      {count}
    </span>
  ) : null;
};

/**
 * How many things wait for the viewer, beside the item "Home" of an app's navigation. Nothing while that is not known, and when
 * nothing waits.
 *
 * @public
 */
export const HomeCount = () => (
  <DeliveryQueryProvider>
    <Count />
  </DeliveryQueryProvider>
);
