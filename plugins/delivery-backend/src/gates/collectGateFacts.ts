import type { PromotionRequest } from '@stonegarden/backstage-plugin-delivery-common';
import type { GateFacts } from '@stonegarden/backstage-plugin-delivery-node';
import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import { deriveEnvironments } from '../environments/deriveEnvironments';
import { instancesFor } from '../environments/findApplication';
import { serviceSourceOf } from '../services/ServiceSource';
import { environmentOf, ResolvedService } from '../services/ServiceResolver';

/** All that gates judge by: the two environments by Argo CD, and what was read from Git. */
export function collectGateFacts(
  service: ResolvedService,
  { from, to }: PromotionRequest,
  inGit: Pick<GateFacts, 'git' | 'changes'>,
  readModel: Pick<ArgocdReadModel, 'find' | 'instances'>,
  more: Pick<
    GateFacts,
    | 'approval'
    | 'clusterChanges'
    | 'isProtected'
    | 'now'
    | 'openRollback'
    | 'outsideGit'
    | 'policy'
    | 'pullRequest'
    | 'rollback'
    | 'rolledBack'
    | 'world'
    | 'sourceDeployment'
  >,
): GateFacts {
  const places = [environmentOf(service, from), environmentOf(service, to)];
  const { instances } = readModel;
  const [source, target] = deriveEnvironments(
    {
      name: service.name,
      environments: places,
      source: serviceSourceOf(service.entity),
    },
    readModel,
  );
  const concerned = new Set(
    places.flatMap(({ cluster }) => instancesFor(cluster, instances)),
  );
  return {
    entityRef: service.entityRef,
    source,
    target,
    instances: [...concerned].map(({ status }) => status),
    git: inGit.git,
    changes: inGit.changes,
    imageScanRequired: service.entity.spec.security?.imageScanRequired === true,
    // What somebody did in Argo CD itself is known by its history only.
    ...(target.outsideGit ? { outsideGit: { release: target.release } } : {}),
    ...more,
  };
}
