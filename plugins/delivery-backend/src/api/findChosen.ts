import { NotFoundError } from '@backstage/errors';
import type { PromotionRequest } from '@stonegarden/backstage-plugin-delivery-common';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import type { RequestedPromotion } from '../promotions/RequestedPromotion';
import type { ResolvedService } from '../services/ServiceResolver';
import type { Caller } from './DeliveryApi';

/**
 * What a promotion asks for, with the Deployment that its Release was chosen from.
 *
 * @throws NotFoundError, in the same words, for a Deployment that is not recorded, of another service, or of an environment that
 * the caller may not see: none of these tells anything
 */
export async function findChosen(
  service: ResolvedService,
  { deployment: id, ...request }: PromotionRequest,
  { maySee }: Pick<Caller, 'maySee'>,
  deployments: Pick<DeploymentStore, 'get'>,
): Promise<RequestedPromotion> {
  if (id === undefined) {
    return request;
  }
  const deployment = await deployments.get(id);
  const isOwn = deployment?.entityRef === service.entityRef;
  const visible = isOwn && (await maySee?.([service], deployment.environment));
  if (!isOwn || !visible || !visible.has(service.entityRef)) {
    throw new NotFoundError(`There is no deployment ${id} of ${service.name}`);
  }
  const { environment, revision: commit } = deployment;
  return { ...request, chosen: { deployment: id, environment, commit } };
}
