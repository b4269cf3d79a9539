import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';
import type { ArgocdInstance } from '../argocd/readModel/ArgocdReadModel';
import type { EnvironmentPlace } from './EnvironmentPlace';

/** The cluster that an Argo CD itself runs in, by its name and address there; also what a manifest without a cluster means. */
export const IN_CLUSTER = 'in-cluster';
const IN_CLUSTER_SERVER = 'https://kubernetes.default.svc';

/** Whether an instance may deploy to a cluster. One that deploys to a single cluster also means that by `in-cluster`. */
export function deploysTo(
  { clusters }: Pick<ArgocdInstance, 'clusters'>,
  cluster: string,
): boolean {
  return (
    clusters === undefined ||
    clusters.includes(cluster) ||
    (cluster === IN_CLUSTER && clusters.length === 1)
  );
}

/**
 * How well an Application's destination fits a place: undefined where it states something that differs, else the higher the
 * more of it is stated. A server whose cluster cannot be known differs, unless its instance deploys to that one cluster only.
 */
export function destinationFit(
  place: EnvironmentPlace,
  { destination }: Pick<ApplicationRecord, 'destination'>,
  instance: Pick<ArgocdInstance, 'clusters' | 'servers'>,
): number | undefined {
  const cluster = clusterOf(destination, instance);
  const isStated = Boolean(destination.name || destination.server);
  const own = canonical(place.cluster, instance);
  const onlyCluster =
    destination.server && !cluster && instance.clusters?.length === 1
      ? instance.clusters[0]
      : undefined;
  if (isStated && (cluster ?? onlyCluster) !== own) {
    return undefined;
  }
  if (destination.namespace && destination.namespace !== place.namespace) {
    return undefined;
  }
  return (cluster ? 2 : Number(isStated)) + (destination.namespace ? 3 : 0);
}

/** Where an Application deploys to, as people may read it: addresses of clusters are not shown. */
export function formatDestination({
  name,
  server,
  namespace,
}: ApplicationRecord['destination']): string {
  const cluster =
    name ?? (server === IN_CLUSTER_SERVER ? IN_CLUSTER : server && '…');
  return [cluster ?? '', namespace ?? ''].filter(Boolean).join('/') || '…';
}

/** The name of the cluster that a destination states; undefined when that is not known. */
function clusterOf(
  { name, server }: ApplicationRecord['destination'],
  instance: Pick<ArgocdInstance, 'clusters' | 'servers'>,
): string | undefined {
  const address = server?.replace(/\/+$/, '');
  const stated =
    name ||
    (address && (instance.servers?.[address] ?? undefined)) ||
    (address === IN_CLUSTER_SERVER ? IN_CLUSTER : undefined);
  return stated ? canonical(stated, instance) : undefined;
}

function canonical(
  cluster: string,
  { clusters }: Pick<ArgocdInstance, 'clusters'>,
): string {
  return cluster === IN_CLUSTER && clusters?.length === 1
    ? clusters[0]
    : cluster;
}
