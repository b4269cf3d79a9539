import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { Permission } from '@backstage/plugin-permission-common';
import {
  deliveryEnvironmentReadPermission,
  deliveryPromotionApprovePermission,
  deliveryPromotionOverridePermission,
  deliveryRollbackBypassPermission,
  deliveryRolloutBypassPermission,
  deliveryRolloutUpdatePermission,
  deliverySyncCreatePermission,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { DeliveryEnvironmentResource } from '@stonegarden/backstage-plugin-delivery-node';
import { AUTOMATION, AutomationEntry } from '../config/readAutomation';
import { isExternal } from './isExternal';

/** What a token may do, which Backstage's own restrictions may narrow further. */
export interface AutomationGrant {
  /** Subject of the token. */
  subject: string;
  allows(
    permission: Permission,
    resource: DeliveryEnvironmentResource,
  ): boolean;
}

/** A token does at most what an owner does: it approves and overrides nothing, leaves what is done past Git and to canaries to people, and syncs no protected environment. */
function grantOf({
  subject,
  owners,
  environments,
}: AutomationEntry): AutomationGrant {
  return {
    subject,
    allows({ name }, resource) {
      if (!resource.owners.some(owner => owners.includes(owner))) {
        return false;
      }
      switch (name) {
        case deliveryEnvironmentReadPermission.name:
          return true;
        case deliveryPromotionApprovePermission.name:
        case deliveryPromotionOverridePermission.name:
        case deliveryRollbackBypassPermission.name:
        case deliveryRolloutUpdatePermission.name:
        case deliveryRolloutBypassPermission.name:
          return false;
        case deliverySyncCreatePermission.name:
          if (resource.isProtected) {
            return false;
          }
          break;
        default:
      }
      return environments?.includes(resource.environment) ?? true;
    },
  };
}

/**
 * Tokens of `backend.auth.externalAccess`. Backstage restricts them by plugin and permission, but not by team, and asks no policy
 * about them: `delivery.access.automation` says whose services each is about.
 */
export class Automation {
  readonly #auth: AuthService;
  readonly #grants: ReadonlyMap<string, AutomationGrant>;

  constructor(
    entries: readonly AutomationEntry[],
    options: { auth: AuthService },
  ) {
    this.#auth = options.auth;
    this.#grants = new Map(
      entries.map(entry => [entry.subject, grantOf(entry)]),
    );
  }

  /** Undefined for people and for other plugins. Throws NotAllowedError for a token without an entry. */
  grantFor(credentials: BackstageCredentials): AutomationGrant | undefined {
    if (!this.#auth.isPrincipal(credentials, 'service')) {
      return undefined;
    }
    const { subject } = credentials.principal;
    if (!isExternal(credentials.principal)) {
      return undefined;
    }
    const grant = this.#grants.get(subject);
    if (!grant) {
      throw new NotAllowedError(
        `The token of ${subject} may do nothing in service delivery: ${AUTOMATION} in app-config has no entry for it`,
      );
    }
    return grant;
  }
}
