import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Deployment } from '@stonegarden/backstage-plugin-delivery-common';
import { useCallback } from 'react';
import { personName } from '../shared/personName';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';

/**
 * Says how a deployment came about, and by whom where that is known.
 *
 * @internal
 */
export function useCauseText(): (
  deployment: Pick<Deployment, 'cause' | 'by'>,
) => string {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return useCallback(
    ({ cause, by }) => {
      if (!cause) return t('history.causeUnknown');
      return by === undefined
        ? t(`history.cause.${cause}`)
        : t(`history.causeBy.${cause}`, { by: personName(by) });
    },
    [t],
  );
}
