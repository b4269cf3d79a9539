import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox } from '@backstage/ui';
import {
  type FleetRow,
  MAX_TRAIN_SERVICES,
} from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import styles from './selection.module.css';
import type { FleetSelection } from './useFleetSelection';

/**
 * Selects all services that are shown, as many as can be promoted together.
 *
 * @internal
 */
export const SelectShown = (props: {
  rows: readonly FleetRow[];
  selection: FleetSelection;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { rows, selection } = props;
  const some = rows.filter(({ entityRef }) =>
    selection.selected.has(entityRef),
  ).length;
  const all = rows.length > 0 && some === rows.length;
  return (
    <Checkbox
      className={styles.shown}
      isSelected={all}
      isIndeterminate={some > 0 && !all}
      isDisabled={rows.length === 0}
      onChange={selection.toggleShown}
    >
      {rows.length > MAX_TRAIN_SERVICES
        ? t('train.selectFirst', { number: String(MAX_TRAIN_SERVICES) })
        : t('train.selectAll')}
    </Checkbox>
  );
};
