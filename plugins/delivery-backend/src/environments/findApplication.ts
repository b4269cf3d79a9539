import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';
import type { ArgocdInstance } from '../argocd/readModel/ArgocdReadModel';
import { deploysTo, destinationFit } from './destination';
import type { EnvironmentPlace } from './EnvironmentPlace';

/** The instances that may deploy to a cluster. */
export function instancesFor(
  cluster: string,
  instances: ArgocdInstance[],
): ArgocdInstance[] {
  return instances.filter(instance => deploysTo(instance, cluster));
}

/**
 * The Application of an environment among those of its service: it names the environment, on an instance that deploys to its
 * cluster, and states no other destination. Should there be several, one that is seen now, then the one that states most,
 * then the first by instance and name.
 */
export function findApplication(
  place: EnvironmentPlace,
  records: ApplicationRecord[],
  instances: ArgocdInstance[],
): ApplicationRecord | undefined {
  const candidates = instancesFor(place.cluster, instances).flatMap(
    (instance, order) =>
      records.flatMap(record => {
        const fit =
          record.instance === instance.status.name &&
          record.environment === place.name
            ? destinationFit(place, record, instance)
            : undefined;
        return fit === undefined
          ? []
          : [
              {
                record,
                rank: [
                  Number(!instance.status.reachable),
                  Number(Boolean(record.hidden)),
                  -fit,
                  order,
                ],
              },
            ];
      }),
  );
  candidates.sort(
    (one, other) =>
      one.rank
        .map((value, index) => value - other.rank[index])
        .find(difference => difference !== 0) ??
      one.record.name.localeCompare(other.record.name, 'en-US'),
  );
  return withoutRivals(candidates.map(({ record }) => record));
}

/** Of Applications that state their cluster by addresses that differ, it is not known which one is the environment's. */
function withoutRivals([best, ...others]: ApplicationRecord[]):
  | ApplicationRecord
  | undefined {
  const { name, server } = best?.destination ?? {};
  const isRivaled =
    !name &&
    server &&
    others.some(
      ({ destination }) =>
        !destination.name &&
        destination.server &&
        destination.server !== server,
    );
  return isRivaled ? undefined : best;
}
