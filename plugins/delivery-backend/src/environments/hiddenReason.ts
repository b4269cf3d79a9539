import {
  createReason,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';

/** Why an Application that was known is not seen any more. */
export function hiddenReason({
  environment,
  hidden,
  instance,
}: Pick<ApplicationRecord, 'environment' | 'hidden' | 'instance'>): Reason {
  return hidden?.right
    ? createReason('ApplicationForbidden', {
        environment,
        instance,
        right: hidden.right,
      })
    : createReason('ApplicationUnlisted', { environment, instance });
}
