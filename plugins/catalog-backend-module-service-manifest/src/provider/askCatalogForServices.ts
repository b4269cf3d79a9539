import type { AuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { SOURCE_ANNOTATION } from '@stonegarden/service-manifest';

/**
 * Refs of the services that the catalog has of a source.
 *
 * @param id - of the source
 * @throws whatever the catalog throws
 * @internal
 */
export async function askCatalogForServices(
  deps: { catalog: CatalogService; auth: AuthService },
  id: string,
): Promise<Set<string>> {
  const { items } = await deps.catalog.getEntities(
    {
      filter: {
        kind: 'Component',
        [`metadata.annotations.${SOURCE_ANNOTATION}`]: id,
      },
      fields: ['kind', 'metadata.name', 'metadata.namespace'],
    },
    { credentials: await deps.auth.getOwnServiceCredentials() },
  );
  return new Set(items.map(item => stringifyEntityRef(item)));
}
