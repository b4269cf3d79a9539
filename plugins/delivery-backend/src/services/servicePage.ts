import { parseEntityRef } from '@backstage/catalog-model';

/** Path of a service's page in the portal, below `app.baseUrl`. */
export function servicePage(entityRef: string): string {
  const { namespace, name } = parseEntityRef(entityRef);
  return `/catalog/${encodeURIComponent(
    namespace,
  )}/component/${encodeURIComponent(name)}`;
}
