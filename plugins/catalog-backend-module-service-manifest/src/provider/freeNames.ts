import type { AuthService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_ORIGIN_LOCATION,
  parseLocationRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { isFromSource } from '@stonegarden/backstage-plugin-delivery-common';
import type { RegisteredLocations } from '../origins/RegisteredLocations';

/**
 * Removes services from the catalog that somebody registered under names that a source gives: whoever may register a file
 * must not keep another's service out of the catalog by being first. What other providers and `catalog.locations` give stays,
 * and so do teams, Systems and clusters, which may well be described elsewhere.
 *
 * @param refs - of entities that the source gives and the catalog does not have from it
 * @returns refs of those that were removed
 * @throws whatever the catalog throws
 * @internal
 */
export async function freeNames(
  refs: string[],
  deps: {
    auth: AuthService;
    catalog: CatalogService;
    registered: RegisteredLocations;
  },
): Promise<string[]> {
  const { auth, catalog, registered } = deps;
  const entityRefs = refs.filter(ref => ref.startsWith('component:'));
  if (entityRefs.length === 0) {
    return [];
  }
  const credentials = await auth.getOwnServiceCredentials();
  const { items } = await catalog.getEntitiesByRefs(
    { entityRefs },
    { credentials },
  );
  const freed: string[] = [];
  for (const [index, entity] of items.entries()) {
    const origin = entity?.metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION];
    const { uid } = entity?.metadata ?? {};
    if (
      entity &&
      uid &&
      origin &&
      !isFromSource(entity) &&
      (await registered.has(parseLocationRef(origin)))
    ) {
      await catalog.removeEntityByUid(uid, { credentials });
      freed.push(entityRefs[index]);
    }
  }
  return freed;
}
