import {
  behindOf,
  type EnvironmentStatus,
  fleetLag,
  type FleetLag,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { RecentReleases } from '../deployments/RecentReleases';
import { releaseKeyOf } from '../releases/releaseKey';

/** Finds out how far environments are behind, of many services at once: the record is asked only about those that are. */
export async function findLags(
  services: ReadonlyMap<string, EnvironmentStatus[]>,
  recent: Pick<RecentReleases, 'of'>,
): Promise<Map<string, Map<string, FleetLag>>> {
  const behind = new Map(
    Array.from(services, ([entityRef, environments]) => {
      const pairs = environments.flatMap(target => {
        const source = behindOf(target, environments);
        return source ? [{ target, source }] : [];
      });
      return [entityRef, pairs] as const;
    }).filter(([, pairs]) => pairs.length > 0),
  );
  const releases = await recent.of([...behind.keys()]);
  return new Map(
    Array.from(behind, ([entityRef, pairs]) => [
      entityRef,
      new Map(
        pairs.map(({ target, source }) => [
          target.name,
          target.release
            ? fleetLag(
                releaseKeyOf(target.release),
                releases.get(entityRef)?.get(source.name) ?? [],
              )
            : {},
        ]),
      ),
    ]),
  );
}
