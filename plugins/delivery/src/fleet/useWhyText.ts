import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FleetRow } from '@stonegarden/backstage-plugin-delivery-common';
import { useReasonText } from '../shared/reasons/useReasonText';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';

/**
 * Says what is wrong with a service where it needs somebody most, in the viewer's language; nothing where its cells say it all.
 *
 * @internal
 */
export function useWhyText(): (row: FleetRow) => string {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const reasonText = useReasonText();
  return ({ environments, why }) => {
    if (environments.length === 0) return t('page.noEnvironments');
    if (!why) return '';
    return t('fleet.whyIn', {
      environment: why.environment,
      reason: reasonText(why.reason),
    });
  };
}
