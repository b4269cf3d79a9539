import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { deliverySyncCreatePermission } from '@stonegarden/backstage-plugin-delivery-common';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';
import { RequestFailure } from '../shared/states/RequestFailure';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';

/**
 * Why a sync was not started, and whether it may have begun all the same.
 *
 * @internal
 */
export const SyncFailure = (props: { error: Error; onRetry: () => void }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { error } = props;
  return (
    <RequestFailure
      error={error}
      title={t('state.syncErrorTitle')}
      permission={deliverySyncCreatePermission.name}
      consequence={
        error instanceof DeliveryRequestError && error.nothingChanged
          ? t('state.syncNothingChanged')
          : t('state.syncMaybe')
      }
      onRetry={props.onRetry}
    />
  );
};
