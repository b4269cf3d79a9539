import type { Entity } from '@backstage/catalog-model';
import type { Layer } from '@stonegarden/service-manifest';
import {
  isFromSource,
  readServiceEntity,
} from '@stonegarden/backstage-plugin-delivery-common';

/**
 * What the list shows of a service of a source. Anybody may register a Component, so nothing is taken for granted.
 */
export function serviceSpec(entity: Entity): {
  environments: string[];
  /** In percent. */
  availability?: number;
  /** In milliseconds. */
  latency?: number;
  layer?: Layer;
  errors: number;
  warnings: number;
} {
  const service = isFromSource(entity) ? readServiceEntity(entity) : undefined;
  const { environments = [], sla, problems = [] } = service?.spec ?? {};
  return {
    environments: environments.map(({ name }) => name),
    availability: sla?.availability?.percent,
    latency: sla?.latency?.milliseconds,
    layer: service?.spec.layer,
    errors: problems.filter(({ severity }) => severity === 'error').length,
    warnings: problems.filter(({ severity }) => severity === 'warning').length,
  };
}
