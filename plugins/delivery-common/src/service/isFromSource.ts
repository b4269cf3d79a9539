import type { Entity } from '@backstage/catalog-model';
import { SOURCE_ANNOTATION } from '@stonegarden/service-manifest';

/**
 * Whether the catalog read an entity from a configured source of service manifests. Anybody may register an entity that looks
 * like a service; the catalog module removes this annotation from all that did not come from a source.
 *
 * @public
 */
export function isFromSource(entity: Entity): boolean {
  return typeof entity.metadata.annotations?.[SOURCE_ANNOTATION] === 'string';
}
