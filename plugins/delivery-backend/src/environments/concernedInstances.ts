import type { EnvironmentStatus } from '@stonegarden/backstage-plugin-delivery-common';
import type { ArgocdInstance } from '../argocd/readModel/ArgocdReadModel';
import { instancesFor } from './findApplication';

/**
 * The instances that environments depend on: where the Application is known, the one that has it; where it is not, every one
 * that may deploy to the cluster. The silence of another is no news to them.
 */
export function concernedInstances(
  environments: Array<
    Pick<EnvironmentStatus, 'cluster' | 'presence' | 'instance'>
  >,
  instances: ArgocdInstance[],
): ArgocdInstance[] {
  const concerned = new Set(
    environments.flatMap(({ cluster, presence, instance }) =>
      presence === 'present' || presence === 'unlisted'
        ? instances.filter(({ status }) => status.name === instance)
        : instancesFor(cluster, instances),
    ),
  );
  return instances.filter(instance => concerned.has(instance));
}
