import type {
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Approver } from '../promotions/PromotionApprover';

/** Annotations of a User that name their account at a Git host. */
const LOGINS = /^[a-z0-9.-]+\/user-login$/;

function namesOf(entity: Entity | undefined): string[] {
  const { displayName, email } = Object(entity?.spec?.profile);
  const logins = Object.entries(entity?.metadata.annotations ?? {})
    .filter(([key]) => LOGINS.test(key))
    .map(([, login]) => login);
  return [displayName, email, ...logins].filter(
    name => typeof name === 'string' && name !== '',
  );
}

/** Who approves: with the groups that they are a member of now, and the names that Git may know them by. */
export async function findApprover(
  credentials: BackstageCredentials<BackstageUserPrincipal>,
  options: {
    auth: AuthService;
    catalog: CatalogService;
    userInfo: UserInfoService;
  },
): Promise<Approver> {
  const { auth, catalog, userInfo } = options;
  const ref = credentials.principal.userEntityRef;
  const [{ ownershipEntityRefs }, entity] = await Promise.all([
    userInfo.getUserInfo(credentials),
    catalog.getEntityByRef(ref, {
      credentials: await auth.getOwnServiceCredentials(),
    }),
  ]);
  return {
    ref,
    groups: ownershipEntityRefs.filter(each => each.startsWith('group:')),
    names: namesOf(entity),
  };
}
