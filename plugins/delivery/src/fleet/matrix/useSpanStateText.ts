import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type FleetCell,
  isDrifted,
} from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { cellState } from '../cellState';
import { useCellStateText, useCellText } from '../useCellText';

/**
 * Says how environments are that run the same Release: by the worst of them, named where the others differ or may.
 *
 * @internal
 */
export function useSpanStateText(): (
  cells: readonly FleetCell[],
  worst: FleetCell,
  now: number,
) => string {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const cellText = useCellText();
  const stateText = useCellStateText();

  const inSome = (state: string, cells: readonly FleetCell[]) =>
    t('fleet.healthIn', {
      state,
      environment: cells.map(({ name }) => name).join(', '),
    });

  return (cells, worst, now) => {
    if (cells.length === 1) return cellText(worst, now).state;
    const state = cellState(worst);
    const word = stateText(state);
    const drifted = cells.filter(isDrifted);
    return [
      state === 'healthy'
        ? word
        : inSome(
            word,
            cells.filter(cell => cellState(cell) === state),
          ),
      ...(drifted.length > 0 ? [inSome(t('fleet.drift'), drifted)] : []),
    ].join(', ');
  };
}
