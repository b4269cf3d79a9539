import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Promotion } from '@stonegarden/backstage-plugin-delivery-common';
import { useCallback } from 'react';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';

/**
 * Says where a promotion or rollback stands in a few words.
 *
 * @internal
 */
export function usePromotionStatusText(): (
  promotion: Pick<Promotion, 'status' | 'rollback'>,
) => string {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return useCallback(
    ({ status, rollback }) => {
      if (status === 'open') return t('transition.openPlain');
      if (
        rollback &&
        (status === 'succeeded' ||
          status === 'superseded' ||
          status === 'failed')
      ) {
        return t(`rollback.${status}`);
      }
      return t(`transition.${status}`);
    },
    [t],
  );
}
