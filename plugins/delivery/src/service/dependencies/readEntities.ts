import type { Entity } from '@backstage/catalog-model';
import type { CatalogApi } from '@backstage/plugin-catalog-react';

const CHUNK = 100;

/**
 * Entities by ref, as far as the catalog has them and the viewer may see them.
 *
 * @internal
 */
export async function readEntities(
  catalog: CatalogApi,
  refs: string[],
  fields: string[],
): Promise<Map<string, Entity>> {
  const chunks: string[][] = [];
  for (let start = 0; start < refs.length; start += CHUNK) {
    chunks.push(refs.slice(start, start + CHUNK));
  }
  const found = new Map<string, Entity>();
  await Promise.all(
    chunks.map(async entityRefs => {
      const { items } = await catalog.getEntitiesByRefs({ entityRefs, fields });
      items.forEach((item, index) => {
        if (item) found.set(entityRefs[index], item);
      });
    }),
  );
  return found;
}
