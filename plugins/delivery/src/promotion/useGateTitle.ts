import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { isBuiltInGateId } from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';

/**
 * What a gate guards, in the viewer's language; that of another package as the backend says it, else its id.
 *
 * @internal
 */
export function useGateTitle(
  from: string,
): (gate: { id: string; title?: string }) => string {
  const { t } = useTranslationRef(deliveryTranslationRef);
  return ({ id, title = id }) =>
    isBuiltInGateId(id) ? t(`gateTitle.${id}`, { from }) : title;
}
