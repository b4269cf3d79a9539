import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
} from '@backstage/catalog-model';
import { SOURCE_ANNOTATION } from '@stonegarden/service-manifest';
import type { EntityContext } from './EntityContext';

/**
 * Where an entity comes from: the annotations without which the catalog takes no entity, and the source.
 *
 * @internal
 */
export function locationAnnotations(
  url: string,
  { id, addresses }: EntityContext,
): Record<string, string> {
  const location = `${addresses.locationType}:${url}`;
  return {
    [ANNOTATION_LOCATION]: location,
    [ANNOTATION_ORIGIN_LOCATION]: location,
    ...(id ? { [SOURCE_ANNOTATION]: id } : {}),
  };
}
