import {
  AuthorizeResult,
  isReadPermission,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  deliveryLineStopPermission,
  deliveryPromotionApprovePermission,
  deliveryPromotionCreatePermission,
  deliveryPromotionOverridePermission,
  deliveryRollbackBypassPermission,
  deliveryRollbackCreatePermission,
  deliveryRolloutUpdatePermission,
  deliveryRolloutBypassPermission,
  deliveryLogReadPermission,
  deliverySyncCreatePermission,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { AccessConfig } from './AccessConfig';
import { decideForMember } from './decideForMember';

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

/** What a release manager may do, in every environment of every service. */
const RELEASE_PERMISSIONS: ReadonlySet<string> = new Set(
  [
    deliveryPromotionCreatePermission,
    deliveryPromotionApprovePermission,
    deliveryPromotionOverridePermission,
    deliverySyncCreatePermission,
    deliveryRollbackCreatePermission,
    deliveryRollbackBypassPermission,
    deliveryRolloutUpdatePermission,
    deliveryRolloutBypassPermission,
    deliveryLogReadPermission,
    deliveryLineStopPermission,
  ].map(({ name }) => name),
);

/** Plugins that show or change the portal itself, also where they only read. */
const ADMINISTRATION = /^devtools\./;

/**
 * The policy that service delivery ships with: members read everything, owners act on what is theirs, release managers
 * promote, sync, approve, override gates and roll back everywhere, past Git too, and stop the line, administrators may do everything. Whoever is not signed in may do nothing.
 *
 * Installations that need another answer for some permissions wrap it: they answer those, and ask this policy for the others.
 *
 * @public
 */
export class OwnershipPolicy implements PermissionPolicy {
  readonly #administrators: ReadonlySet<string>;
  readonly #releaseManagers: ReadonlySet<string>;
  readonly #alsoAllow: ReadonlySet<string>;

  constructor(access: AccessConfig) {
    this.#administrators = new Set(access.administrators);
    this.#releaseManagers = new Set(access.releaseManagers);
    this.#alsoAllow = new Set(access.alsoAllow);
  }

  /** Allows or denies, or answers with conditions that the plugin applies to each resource. */
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const claims = user?.info.ownershipEntityRefs ?? [];
    // A session says at least who its user is; one that does not is nobody's.
    if (!user || claims.length === 0) {
      return DENY;
    }
    if (claims.some(claim => this.#administrators.has(claim))) {
      return ALLOW;
    }
    if (
      RELEASE_PERMISSIONS.has(permission.name) &&
      claims.some(claim => this.#releaseManagers.has(claim))
    ) {
      return ALLOW;
    }
    if (this.#alsoAllow.has(permission.name)) {
      return ALLOW;
    }
    return (
      decideForMember(permission, {
        userRef: user.info.userEntityRef,
        claims,
      }) ?? decideUnknown(permission)
    );
  }
}

/** Of plugins that the policy does not know, members may read. */
function decideUnknown(permission: Permission): PolicyDecision {
  return isReadPermission(permission) && !ADMINISTRATION.test(permission.name)
    ? ALLOW
    : DENY;
}
