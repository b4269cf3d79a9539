import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { toDurationParts } from './durationParts';

/**
 * Says how long something took in its two largest units: `2 min 10 s`.
 *
 * @internal
 */
export function useDurationText(): (ms: number) => string {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return useCallback(
    ms =>
      toDurationParts(ms)
        .map(({ unit, value }) => t(`age.${unit}`, { value: String(value) }))
        .join(' '),
    [t],
  );
}
