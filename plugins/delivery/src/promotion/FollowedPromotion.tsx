import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  deliveryEnvironmentReadPermission,
  type Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ComponentProps } from 'react';
import { RequestFailure } from '../shared/states/RequestFailure';
import { StillWaiting } from '../shared/states/StillWaiting';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { PromotionProgress } from './PromotionProgress';
import { usePromotion } from './usePromotion';

/**
 * Follows the promotion or rollback that the address names, also where the page knows nothing of it yet.
 *
 * @internal
 */
export const FollowedPromotion = (
  props: Omit<ComponentProps<typeof PromotionProgress>, 'promotion'> & {
    id: string;
    /** What the page knows of it. */
    known?: Promotion;
    onStop: () => void;
  },
) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { id, known, onStop, ...rest } = props;
  const { data, error, refetch } = usePromotion(
    known?.id === id ? known : { id },
  );
  if (data) return <PromotionProgress {...rest} promotion={data} />;
  return error ? (
    <RequestFailure
      error={error}
      permission={deliveryEnvironmentReadPermission.name}
      onRetry={() => {
        refetch();
      }}
    />
  ) : (
    <StillWaiting text={t('promote.portalSlow')} onStop={onStop} />
  );
};
