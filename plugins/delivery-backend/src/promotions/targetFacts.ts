import {
  createReason,
  PromotionFacts,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';
import type { ArgocdInstance } from '../argocd/readModel/ArgocdReadModel';
import {
  comparedRevision,
  operationRevision,
} from '../environments/deployedRevision';
import { findApplication, instancesFor } from '../environments/findApplication';
import { operationStatusOf } from '../environments/operationStatusOf';
import { releaseOf } from '../environments/releaseOf';
import { parseServiceSource } from '../services/ServiceSource';
import type { PromotionRecord } from './PromotionRecord';

type Target = NonNullable<PromotionFacts['target']>;

/** Whether a commit is, or comes after, the promotion's merge commit. */
export type ContainsMerge = (
  commit: string | undefined,
) => Promise<boolean | 'unknown'>;

/** What Argo CD says about the environment a promotion goes to; undefined while its instance does not answer. */
export async function targetFacts(
  promotion: Pick<PromotionRecord, 'to' | 'target' | 'sourceUrl'>,
  records: ApplicationRecord[],
  instances: ArgocdInstance[],
  containsMerge: ContainsMerge,
): Promise<Target | undefined> {
  const candidates = instancesFor(promotion.target.cluster, instances);
  const record = findApplication(
    { name: promotion.to, ...promotion.target },
    records,
    instances,
  );
  const concerned = record
    ? candidates.filter(({ status }) => status.name === record.instance)
    : candidates;
  if (
    concerned.length === 0 ||
    concerned.some(({ status }) => !status.reachable)
  ) {
    return undefined;
  }
  if (!record) {
    return {
      sync: 'OutOfSync',
      health: 'Missing',
      comparedHasMerge: false,
      syncedHasMerge: false,
      absent: true,
    };
  }
  const source = parseServiceSource(promotion.sourceUrl);
  return {
    sync: record.sync,
    health: record.health,
    healthMessage: record.healthMessage,
    healthSince: record.healthSince,
    operation: operationStatusOf(record, source),
    release: releaseOf(record.images, record.service),
    comparedHasMerge: await containsMerge(comparedRevision(record, source)),
    syncedHasMerge: await containsMerge(operationRevision(record, source)),
  };
}

/** Why nothing can be known about the environment; undefined when an instance is configured for it. */
export function targetObstacle(
  { target }: Pick<PromotionRecord, 'target'>,
  instances: ArgocdInstance[],
): Reason | undefined {
  return instancesFor(target.cluster, instances).length === 0
    ? createReason('ArgocdNotConfigured', { cluster: target.cluster })
    : undefined;
}
