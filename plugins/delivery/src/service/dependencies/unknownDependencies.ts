import type { Entity } from '@backstage/catalog-model';

/**
 * Dependencies of a service that no service is meant by, as its manifest writes them. Anybody may register an entity, so what
 * is not a text is left out.
 *
 * @internal
 */
export function unknownDependencies(entity: Entity): string[] {
  const found: unknown = entity.spec?.unknownDependencies;
  return Array.isArray(found)
    ? found.filter((one): one is string => typeof one === 'string')
    : [];
}
