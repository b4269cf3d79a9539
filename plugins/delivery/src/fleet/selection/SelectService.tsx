import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox } from '@backstage/ui';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';

/**
 * Selects a service to be promoted together with others.
 *
 * @internal
 */
export const SelectService = (props: {
  /** As people call it. */
  service: string;
  isSelected: boolean;
  /** No more can be selected. */
  isFull: boolean;
  onChange: () => void;
  /** In a grid keys lead to it: `x`. */
  isInGrid?: boolean;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return (
    <Checkbox
      aria-label={t('train.select', { service: props.service })}
      isSelected={props.isSelected}
      isDisabled={props.isFull && !props.isSelected}
      excludeFromTabOrder={props.isInGrid}
      onChange={props.onChange}
    />
  );
};
