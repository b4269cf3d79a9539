import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox } from '@backstage/ui';
import { MAX_TRAIN_SERVICES } from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import type { FleetSelection } from './useFleetSelection';

/**
 * Selects all services that are shown, as many as can be promoted together.
 *
 * @internal
 */
export const SelectShown = (props: {
  selection: FleetSelection;
  /** Without words beside it, where it stands above the boxes that it is about. */
  isBare?: boolean;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { selected, shown, toggleShown } = props.selection;
  const some = shown.filter(ref => selected.has(ref)).length;
  const all = shown.length > 0 && some === shown.length;
  const words =
    shown.length > MAX_TRAIN_SERVICES
      ? t('train.selectFirst', { number: String(MAX_TRAIN_SERVICES) })
      : t('train.selectAll');
  return (
    <Checkbox
      aria-label={words}
      isSelected={all}
      isIndeterminate={some > 0 && !all}
      isDisabled={shown.length === 0}
      onChange={toggleShown}
    >
      {props.isBare ? undefined : words}
    </Checkbox>
  );
};
