import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox } from '@backstage/ui';
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
  const { selected, shown, fits, toggleShown } = props.selection;
  const some = shown.filter(ref => selected.has(ref)).length;
  const all = shown.length > 0 && some === shown.length;
  const words = () => {
    if (fits > 0 && fits < shown.length) {
      return t('train.selectFirst', { number: String(fits) });
    }
    return fits === 0 && some > 0 && !all
      ? t('train.deselectAll')
      : t('train.selectAll');
  };
  return (
    <Checkbox
      aria-label={words()}
      isSelected={all}
      isIndeterminate={some > 0 && !all}
      isDisabled={fits === 0 && some === 0}
      onChange={toggleShown}
    >
      {props.isBare ? undefined : words()}
    </Checkbox>
  );
};
