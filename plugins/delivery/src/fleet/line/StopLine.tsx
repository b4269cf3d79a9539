import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { useState, type RefObject } from 'react';
import { useFocusAfter } from '../../promotion/useFocusAfter';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { LineDialog } from './LineDialog';
import { useLine } from './useLine';

/**
 * Offers to stop promotions in the whole portal to whoever may, while they go on. What somebody is writing stays when another
 * stops them first.
 *
 * @internal
 */
export const StopLine = (props: {
  /** The notice that takes the place of the button, and with it the keyboard. */
  notice: RefObject<HTMLDivElement>;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { data: line } = useLine();
  const [isOpen, setOpen] = useState(false);
  useFocusAfter(isOpen, props.notice);
  return (
    <>
      {line?.mayStop && !line.stop && (
        <Button size="small" variant="secondary" onPress={() => setOpen(true)}>
          {t('line.stop')}
        </Button>
      )}
      {isOpen && <LineDialog action="stop" onClose={() => setOpen(false)} />}
    </>
  );
};
