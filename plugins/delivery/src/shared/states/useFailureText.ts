import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { DeliveryRequestError } from '../api/DeliveryRequestError';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';

/**
 * What happened, in a sentence. The portal's own sentence where it said one.
 *
 * @internal
 */
export function useFailureText() {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return (error: Error): string => {
    if (!(error instanceof DeliveryRequestError)) return error.message;
    switch (error.kind) {
      case 'timeout':
        return t('state.timeout');
      case 'network':
        return t('state.network');
      case 'unavailable':
        return error.message || t('state.unavailable');
      default:
        return error.message;
    }
  };
}
