import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import type { DeliveryEnvironmentResource } from '@stonegarden/backstage-plugin-delivery-node';
import type { ResolvedService } from '../services/ServiceResolver';

/** What {@link CallerRights} is made from. */
export interface CallerRightsOptions {
  /** The policy's answer for `catalog.entity.read`. */
  visibility: PolicyDecision;
  /** The policy's answers by name of the permission. */
  decisions: ReadonlyMap<string, PolicyDecision>;
  /** Which of some entities the catalog shows to the caller. */
  findVisible(entityRefs: string[]): Promise<Set<string>>;
  /** Applies the conditions of an answer to an environment. */
  isAuthorized(
    decision: PolicyDecision,
    resource: DeliveryEnvironmentResource,
  ): boolean;
  resourceOf(
    service: ResolvedService,
    environment: string,
  ): DeliveryEnvironmentResource;
}

/** What one caller may do: the policy's answers, which hold for all services, applied to some. */
export class CallerRights {
  readonly #options: CallerRightsOptions;

  constructor(options: CallerRightsOptions) {
    this.#options = options;
  }

  /** Which of these entities the caller may see in the catalog. Asks the catalog only when the policy leaves it to it. */
  async visible(entityRefs: string[]): Promise<Set<string>> {
    switch (this.#options.visibility.result) {
      case AuthorizeResult.ALLOW:
        return new Set(entityRefs);
      case AuthorizeResult.CONDITIONAL:
        return this.#options.findVisible(entityRefs);
      default:
        return new Set();
    }
  }

  allows(
    permission: ResourcePermission,
    service: ResolvedService,
    environment: string,
  ): boolean {
    const decision = this.#decision(permission);
    return (
      decision !== undefined &&
      this.#options.isAuthorized(
        decision,
        this.#options.resourceOf(service, environment),
      )
    );
  }

  /** Whether there is no environment for which the permission could be given. */
  deniesAll(permission: ResourcePermission): boolean {
    const result = this.#decision(permission)?.result ?? AuthorizeResult.DENY;
    return result === AuthorizeResult.DENY;
  }

  #decision(permission: ResourcePermission): PolicyDecision | undefined {
    return this.#options.decisions.get(permission.name);
  }
}
