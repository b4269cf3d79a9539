import { parseEntityRef } from '@backstage/catalog-model';
import type { EnvironmentStatus } from '@stonegarden/backstage-plugin-delivery-common';
import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import { deriveEnvironments } from '../environments/deriveEnvironments';
import { parseServiceSource } from '../services/ServiceSource';
import type { PromotionRecord } from './PromotionRecord';

/** The environment that a promotion goes to, where it was when the promotion was asked for. */
export function targetStatus(
  { entityRef, sourceUrl, target, to }: PromotionRecord,
  readModel: Pick<ArgocdReadModel, 'find' | 'instances'>,
): EnvironmentStatus {
  const [status] = deriveEnvironments(
    {
      name: parseEntityRef(entityRef).name,
      environments: [{ name: to, ...target, autoSync: false }],
      source: parseServiceSource(sourceUrl),
    },
    readModel,
  );
  return status;
}
