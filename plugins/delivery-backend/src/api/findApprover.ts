import type {
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Approver } from '../promotions/PromotionApprover';
import { personNames } from '../services/personNames';

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
    names: personNames(entity),
  };
}
