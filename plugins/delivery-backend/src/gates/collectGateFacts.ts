import type { GateFacts } from '@stonegarden/backstage-plugin-delivery-node';
import { predecessorsOf } from '@stonegarden/service-manifest';
import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import { deriveEnvironments } from '../environments/deriveEnvironments';
import { instancesFor } from '../environments/findApplication';
import type { RequestedPromotion } from '../promotions/RequestedPromotion';
import type { SourceHistory } from '../promotions/SourceHistoryReader';
import { serviceSourceOf } from '../services/ServiceSource';
import { environmentOf, ResolvedService } from '../services/ServiceResolver';

/** All that gates judge by: the environments by Argo CD, and what was read from Git. */
export function collectGateFacts(
  service: ResolvedService,
  { chosen, from, to }: Pick<RequestedPromotion, 'chosen' | 'from' | 'to'>,
  inGit: Pick<GateFacts, 'git' | 'changes'>,
  readModel: Pick<ArgocdReadModel, 'find' | 'instances'>,
  {
    otherSources = [],
    ...more
  }: Pick<
    GateFacts,
    | 'approval'
    | 'clusterChanges'
    | 'isProtected'
    | 'now'
    | 'openRollback'
    | 'outsideGit'
    | 'past'
    | 'policy'
    | 'pullRequest'
    | 'rollback'
    | 'rolledBack'
    | 'world'
    | 'sourceDeployment'
  > &
    Pick<SourceHistory, 'otherSources'>,
): GateFacts {
  const names = [from, to, ...otherSources.map(({ name }) => name)];
  const places = names.map(name => environmentOf(service, name));
  const { instances } = readModel;
  const [source, target, ...others] = deriveEnvironments(
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
    before: predecessorsOf(service.environments, to),
    ...(chosen ? { chosen } : {}),
    ...(others.length > 0
      ? {
          otherSources: others.map((environment, index) => {
            const { name: _, ...known } = otherSources[index];
            return { environment, ...known };
          }),
        }
      : {}),
    instances: [...concerned].map(({ status }) => status),
    git: inGit.git,
    changes: inGit.changes,
    imageScanRequired: service.entity.spec.security?.imageScanRequired === true,
    // What somebody did in Argo CD itself is known by its history only.
    ...(target.outsideGit ? { outsideGit: { release: target.release } } : {}),
    ...more,
  };
}
