import { parseEntityRef } from '@backstage/catalog-model';
import { humanizeEntityRef } from '@backstage/plugin-catalog-react';

/**
 * How a page names who did something: a user by name, a service, an account or a login at the Git host as it is.
 *
 * @internal
 */
export function personName(ref: string): string {
  return nameOf(ref, 'user');
}

/**
 * How a page names a group: by its name.
 *
 * @internal
 */
export function groupName(ref: string): string {
  return nameOf(ref, 'group');
}

function nameOf(ref: string, defaultKind: string): string {
  try {
    return humanizeEntityRef(parseEntityRef(ref), {
      defaultKind,
      defaultNamespace: 'default',
    });
  } catch {
    // A service has no entity.
    return ref;
  }
}
