import type { AuthService } from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { DeliveryApis } from '../api/createDeliveryApi';
import { ActionLimit } from './ActionLimit';
import { registerPromotionActions } from './registerPromotionActions';
import { registerRollbackActions } from './registerRollbackActions';
import { registerTrainActions } from './registerTrainActions';
import { registerStatusActions } from './registerStatusActions';

/**
 * Offers service delivery to scripts and assistants through Backstage's actions registry, with the rights of whoever invokes an
 * action: the same API answers, authorized and audited.
 *
 * @returns ends what it keeps
 */
export function registerDeliveryActions(
  registry: ActionsRegistryService,
  options: Pick<
    DeliveryApis,
    'delivery' | 'overview' | 'rollbacks' | 'trains'
  > & {
    auth: AuthService;
    previewsPerMinute: number;
  },
): () => void {
  const limit = new ActionLimit({
    auth: options.auth,
    perMinute: options.previewsPerMinute,
  });
  registerStatusActions(registry, options);
  registerPromotionActions(registry, { ...options, limit });
  registerRollbackActions(registry, { ...options, limit });
  registerTrainActions(registry, { ...options, limit });
  return () => limit.stop();
}
