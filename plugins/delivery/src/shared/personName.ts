import { parseEntityRef } from '@backstage/catalog-model';
import { humanizeEntityRef } from '@backstage/plugin-catalog-react';

/**
 * How a page names who did something: a user by name, a service, an account or a login at the Git host as it is.
 *
 * @internal
 */
export function personName(ref: string): string {
  try {
    return humanizeEntityRef(parseEntityRef(ref), {
      defaultKind: 'user',
      defaultNamespace: 'default',
    });
  } catch {
    // A service has no entity.
    return ref;
  }
}
