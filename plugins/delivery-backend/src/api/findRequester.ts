import type {
  AuthService,
  BackstageCredentials,
  BackstageServicePrincipal,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Requester } from '../promotions/PromotionOpener';
import { isExternal } from './isExternal';

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A token from outside must not be taken for a user or a plugin, whatever its subject is. */
function serviceRef(principal: BackstageServicePrincipal): string {
  const { subject } = principal;
  return isExternal(principal) && !subject.startsWith('external:')
    ? `external:${subject}`
    : subject;
}

/** Who the caller is, with name and address for commits where the catalog knows an address. */
export async function findRequester(
  credentials: BackstageCredentials,
  { auth, catalog }: { auth: AuthService; catalog: CatalogService },
): Promise<Requester> {
  if (!auth.isPrincipal(credentials, 'user')) {
    return {
      ref: auth.isPrincipal(credentials, 'service')
        ? serviceRef(credentials.principal)
        : 'unknown',
    };
  }
  const ref = credentials.principal.userEntityRef;
  const entity = await catalog.getEntityByRef(ref, { credentials });
  const profile = Object(entity?.spec?.profile);
  const email = textOf(profile.email);
  const name = textOf(profile.displayName) ?? entity?.metadata.name ?? email;
  return { ref, author: email && name ? { email, name } : undefined };
}
