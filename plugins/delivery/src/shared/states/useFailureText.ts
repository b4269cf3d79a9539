import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { DeliveryRequestError } from '../api/DeliveryRequestError';
import { useReasonText } from '../reasons/useReasonText';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';

/**
 * What happened, in a sentence: the portal's reason in the viewer's language, else its own sentence, else its status.
 *
 * @internal
 */
export function useFailureText() {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const reasonText = useReasonText();
  const answered = (status?: number) =>
    status === undefined
      ? t('state.failed')
      : t('state.answered', { status: String(status) });
  return (error: Error): string => {
    if (!(error instanceof DeliveryRequestError)) return error.message;
    if (error.reason) return reasonText(error.reason);
    switch (error.kind) {
      case 'timeout':
        return t('state.timeout');
      case 'network':
        return t('state.network');
      case 'unavailable':
        return error.message || t('state.unavailable');
      case 'throttled':
        return t('state.throttled');
      case 'unauthenticated':
        return t('state.unauthenticated');
      default:
        return error.message || answered(error.status);
    }
  };
}
