import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  deliveryPromotionCreatePermission,
  type Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';
import { useStartOnce } from '../shared/queries/useStartOnce';
import { RequestFailure } from '../shared/states/RequestFailure';
import { StillWaiting } from '../shared/states/StillWaiting';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './PullRequestFacts.module.css';
import { useRenewPromotion } from './useRenewPromotion';

/**
 * Offers to write a promotion's change again on what is there now.
 *
 * @internal
 */
export const RenewButton = (props: {
  promotion: Promotion;
  /** Called with the promotion that took its place. */
  onRenewed: (renewed: Promotion) => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const renewing = useRenewPromotion(props.promotion, props.onRenewed);
  const start = useStartOnce(renewing);
  const { error, isPending } = renewing;
  return (
    <div className={styles.renew}>
      <p>{t('pullRequest.renewText')}</p>
      <Button
        size="small"
        variant="primary"
        isPending={isPending}
        onPress={start}
      >
        {t('pullRequest.renew')}
      </Button>
      {isPending && (
        <StillWaiting
          text={t('promote.hostSlow')}
          onStop={renewing.stopWaiting}
        />
      )}
      {error && (
        <RequestFailure
          error={error}
          title={t('pullRequest.renewFailed')}
          permission={deliveryPromotionCreatePermission.name}
          consequence={
            error instanceof DeliveryRequestError && error.nothingChanged
              ? t('state.readNothingChanged')
              : t('pullRequest.renewMaybe')
          }
          onRetry={start}
        />
      )}
    </div>
  );
};
