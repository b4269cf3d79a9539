import type { ManifestEnvironment } from '@stonegarden/service-manifest';
import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';
import type { ArgocdInstance } from '../argocd/readModel/ArgocdReadModel';

/** Where an environment runs, as far as its Application is to be found by it. */
export type EnvironmentPlace = Pick<
  ManifestEnvironment,
  'name' | 'cluster' | 'namespace'
>;

/** The instances that may deploy to a cluster. */
export function instancesFor(
  cluster: string,
  instances: ArgocdInstance[],
): ArgocdInstance[] {
  return instances.filter(
    ({ clusters }) => clusters === undefined || clusters.includes(cluster),
  );
}

/**
 * The Application of an environment among those of its service: by label, on an instance that deploys to its cluster.
 * Should there be several, the one whose destination is the environment's own place.
 */
export function findApplication(
  place: EnvironmentPlace,
  records: ApplicationRecord[],
  instances: ArgocdInstance[],
): ApplicationRecord | undefined {
  const candidates = new Set(
    instancesFor(place.cluster, instances).map(({ status }) => status.name),
  );
  const found = records.filter(
    record =>
      record.environment === place.name && candidates.has(record.instance),
  );
  return (
    found.find(
      ({ destination }) =>
        destination.name === place.cluster &&
        destination.namespace === place.namespace,
    ) ??
    found.find(
      ({ destination }) => destination.namespace === place.namespace,
    ) ??
    found[0]
  );
}
