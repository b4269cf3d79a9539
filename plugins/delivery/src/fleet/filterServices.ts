import type { ServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';
import { parseEntityRef } from '@backstage/catalog-model';

/**
 * Name of the team that owns a service.
 *
 * @internal
 */
export function teamOf(service: ServiceEntity): string {
  return parseEntityRef(service.spec.owner, {
    defaultKind: 'group',
    defaultNamespace: 'default',
  }).name;
}

/**
 * Services in which every word of the filter occurs: in name, title, team, layer or category.
 *
 * @internal
 */
export function filterServices(
  services: ServiceEntity[],
  filter: string,
): ServiceEntity[] {
  const words = filter.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return services.filter(service => {
    const text = [
      service.metadata.name,
      service.metadata.title,
      teamOf(service),
      service.spec.layer,
      service.spec.category,
    ]
      .filter(Boolean)
      .join(' ')
      .toLocaleLowerCase();
    return words.every(word => text.includes(word));
  });
}
