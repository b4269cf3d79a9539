import { ANNOTATION_LOCATION, type Entity } from '@backstage/catalog-model';
import { safeContactUrl } from '../../shared/links/safeContactUrl';

/**
 * Address of the file that an entity was read from, when it is one a person can open.
 *
 * @internal
 */
export function manifestUrl(entity: Entity): string | undefined {
  const location = entity.metadata.annotations?.[ANNOTATION_LOCATION];
  return location?.startsWith('url:')
    ? safeContactUrl(location.slice('url:'.length))
    : undefined;
}
