import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import type { DeliveryEnvironmentResource } from '@stonegarden/backstage-plugin-delivery-node';
import type { ResolvedService } from '../services/ServiceResolver';
import type { AutomationGrant } from './Automation';

/** What {@link CallerRights} is made from. */
export interface CallerRightsOptions {
  /** Of a token from outside: what it may do at most. */
  grant: AutomationGrant | undefined;
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

  /** Subject of the token, where the caller is one from outside. */
  get tokenSubject(): string | undefined {
    return this.#options.grant?.subject;
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
    const resource = this.#options.resourceOf(service, environment);
    return (
      decision !== undefined &&
      this.#isGranted(permission, resource) &&
      this.#options.isAuthorized(decision, resource)
    );
  }

  /** Whether there is no environment of the service for which the permission could be given. */
  deniesAll(permission: ResourcePermission, service: ResolvedService): boolean {
    const result = this.#decision(permission)?.result ?? AuthorizeResult.DENY;
    return (
      result === AuthorizeResult.DENY ||
      !this.#isGranted(permission, this.#options.resourceOf(service, ''))
    );
  }

  #isGranted(
    permission: ResourcePermission,
    resource: DeliveryEnvironmentResource,
  ): boolean {
    return this.#options.grant?.allows(permission, resource) ?? true;
  }

  #decision(permission: ResourcePermission): PolicyDecision | undefined {
    return this.#options.decisions.get(permission.name);
  }
}
