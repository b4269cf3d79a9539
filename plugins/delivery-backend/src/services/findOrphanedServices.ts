import type { OrphanedService } from '@stonegarden/backstage-plugin-delivery-common';
import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import { applicationUrl } from '../environments/applicationUrl';
import type { ServiceResolver } from './ServiceResolver';

/** Entities that the catalog is asked for at once. */
const CHUNK = 200;

/**
 * Ref of the entity that a service of a name would have.
 *
 * @internal
 */
export function serviceRefOf(name: string): string {
  return `component:default/${name.toLocaleLowerCase('en-US')}`;
}

/**
 * Services that Argo CD has Applications of and the catalog does not have. None while the catalog has none of those that Argo CD
 * names: then it was probably not filled yet.
 *
 * @throws whatever the catalog throws
 */
export async function findOrphanedServices(deps: {
  readModel: Pick<ArgocdReadModel, 'services' | 'find' | 'instances'>;
  services: Pick<ServiceResolver, 'resolveMany'>;
}): Promise<OrphanedService[]> {
  const { readModel, services } = deps;
  const names = readModel.services.filter(name => name !== '');
  const orphaned: string[] = [];
  for (let start = 0; start < names.length; start += CHUNK) {
    const chunk = names.slice(start, start + CHUNK);
    const found = await services.resolveMany(chunk.map(serviceRefOf));
    orphaned.push(...chunk.filter((_name, index) => !found[index]));
  }
  if (orphaned.length === names.length) {
    return [];
  }
  const instances = new Map(
    readModel.instances.map(one => [one.status.name, one]),
  );
  return orphaned.map(name => ({
    name,
    applications: readModel
      .find(name)
      .map(record => {
        const instance = instances.get(record.instance);
        const url = instance && applicationUrl(record, instance);
        return {
          name: record.name,
          instance: record.instance,
          environment: record.environment,
          sync: record.sync,
          health: record.health,
          ...(url && { url }),
          stale: Boolean(record.hidden) || !instance?.status.reachable,
        };
      })
      .sort((a, b) =>
        `${a.environment} ${a.name}` < `${b.environment} ${b.name}` ? -1 : 1,
      ),
  }));
}
