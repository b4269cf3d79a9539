import type {
  AuthService,
  BackstageServicePrincipal,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { CommitAuthors } from '@stonegarden/backstage-plugin-delivery-node';
import type { Requester } from '../promotions/PromotionOpener';
import type { Caller } from './DeliveryApi';
import { isExternal } from './isExternal';

/** A token from outside must not be taken for a user or a plugin, whatever its subject is. */
function serviceRef(principal: BackstageServicePrincipal): string {
  const { subject } = principal;
  return isExternal(principal) && !subject.startsWith('external:')
    ? `external:${subject}`
    : subject;
}

/** Who the caller is, and whether they may approve. Only people do: a service never stands in for an approval, whatever it may. */
export function requesterOf(
  { credentials, mayApprove = false, maySee }: Caller,
  { auth }: { auth: AuthService },
): Pick<Requester, 'ref' | 'mayApprove' | 'maySee'> {
  const sight = maySee ? { maySee } : {};
  if (auth.isPrincipal(credentials, 'user')) {
    return { ref: credentials.principal.userEntityRef, mayApprove, ...sight };
  }
  return {
    ref: auth.isPrincipal(credentials, 'service')
      ? serviceRef(credentials.principal)
      : 'unknown',
    mayApprove: false,
    ...sight,
  };
}

/** The same with name and address for commits, where they are known and trusted. */
export async function findRequester(
  caller: Caller,
  {
    auth,
    authors,
    catalog,
  }: { auth: AuthService; authors: CommitAuthors; catalog: CatalogService },
): Promise<Requester> {
  const requester = requesterOf(caller, { auth });
  const { credentials } = caller;
  if (!auth.isPrincipal(credentials, 'user')) {
    return requester;
  }
  const entity = await catalog.getEntityByRef(requester.ref, { credentials });
  return { ...requester, author: await authors.of(entity) };
}
