import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { MAX_TRAIN_SERVICES } from '@stonegarden/backstage-plugin-delivery-common';
import { useId } from 'react';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import styles from './selection.module.css';
import type { FleetSelection } from './useFleetSelection';

/**
 * Says how many services are selected, and offers to promote them together.
 *
 * @internal
 */
export const PromoteSelected = (props: {
  selection: FleetSelection;
  onPromote: () => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { selection, onPromote } = props;
  const count = selection.selected.size;
  const hint = useId();
  return (
    <div className={styles.promote}>
      {count === 0 && (
        <span id={hint} className={styles.full}>
          {t('train.selectFirstOfAll')}
        </span>
      )}
      <span role="status" className={styles.full}>
        {selection.isFull &&
          t('train.full', { number: String(MAX_TRAIN_SERVICES) })}
      </span>
      {count > 0 && (
        <Button size="small" variant="tertiary" onPress={selection.clear}>
          {t('train.clear')}
        </Button>
      )}
      <Button
        size="small"
        variant="secondary"
        isDisabled={count === 0}
        aria-describedby={count === 0 ? hint : undefined}
        onPress={onPromote}
      >
        {count === 0 ? t('train.promoteNone') : t('train.promote', { count })}
      </Button>
    </div>
  );
};
