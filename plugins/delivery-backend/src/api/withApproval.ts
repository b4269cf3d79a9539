import { deliveryPromotionApprovePermission } from '@stonegarden/backstage-plugin-delivery-common';
import type { Caller } from './DeliveryApi';
import type { Access } from './ServiceAccess';

/** The caller, with whether they may approve promotions to an environment. */
export function withApproval(
  caller: Caller,
  { service, rights }: Access,
  environment: string,
): Caller {
  return {
    ...caller,
    mayApprove: rights.allows(
      deliveryPromotionApprovePermission,
      service,
      environment,
    ),
  };
}
