import type {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  type BasicPermission,
  type PermissionCriteria,
  type PermissionCondition,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  deliveryEnvironmentPermissionResourceRef,
  deliveryPermissionRules,
} from '@stonegarden/backstage-plugin-delivery-node';
import { AUTOMATION } from '../config/readAutomation';
import type { EnvironmentResources } from '../services/EnvironmentResources';
import type { Automation } from './Automation';
import { CallerRights } from './CallerRights';

const NOTHING: ReadonlySet<string> = new Set();

/** Rules that need nothing from the database; those of other modules might. */
const RULES_OF_MANIFESTS: readonly string[] = [
  deliveryPermissionRules.isServiceOwner,
  deliveryPermissionRules.isEnvironment,
  deliveryPermissionRules.isProtected,
].map(({ name }) => name);

function rulesOf(criteria: PermissionCriteria<PermissionCondition>): string[] {
  if ('rule' in criteria) {
    return [criteria.rule];
  }
  if ('not' in criteria) {
    return rulesOf(criteria.not);
  }
  return ('allOf' in criteria ? criteria.allOf : criteria.anyOf).flatMap(
    rulesOf,
  );
}

/** Whether a decision depends on what happened to promotions. */
function asksMoreThanManifests(decision: PolicyDecision): boolean {
  return (
    decision.result === AuthorizeResult.CONDITIONAL &&
    rulesOf(decision.conditions).some(
      rule => !RULES_OF_MANIFESTS.includes(rule),
    )
  );
}

/** Asks the permission system what a caller may do. */
export class Authorizer {
  readonly #automation: Automation;
  readonly #catalog: CatalogService;
  readonly #permissions: PermissionsService;
  readonly #registry: PermissionsRegistryService;
  readonly #resources: EnvironmentResources;

  constructor(options: {
    automation: Automation;
    catalog: CatalogService;
    permissions: PermissionsService;
    /** Knows the rules, also those that modules add. */
    registry: PermissionsRegistryService;
    resources: EnvironmentResources;
  }) {
    this.#automation = options.automation;
    this.#catalog = options.catalog;
    this.#permissions = options.permissions;
    this.#registry = options.registry;
    this.#resources = options.resources;
  }

  /** Throws NotAllowedError for a token from outside that no entry of app-config allows anything. */
  requireKnown(credentials: BackstageCredentials): void {
    this.#automation.grantFor(credentials);
  }

  /** Throws NotAllowedError for every token from outside: `what` is about no service. */
  refuseTokens(credentials: BackstageCredentials, what: string): void {
    const grant = this.#automation.grantFor(credentials);
    if (grant) {
      throw new NotAllowedError(
        `The token of ${grant.subject} may not ${what}: its entry in ${AUTOMATION} is about services`,
      );
    }
  }

  /** Whether the caller has a permission that is about no resource. No token from outside has one. */
  async allows(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ): Promise<boolean> {
    if (this.#automation.grantFor(credentials)) {
      return false;
    }
    const [{ result }] = await this.#permissions.authorize([{ permission }], {
      credentials,
    });
    return result === AuthorizeResult.ALLOW;
  }

  /**
   * One request to the permission system, however many permissions and environments it is about: a policy answers with
   * conditions, and those are applied here, to environments of these services. The right to see the service in the catalog is
   * asked for with the others. Throws NotAllowedError like `requireKnown`.
   */
  async rightsOf(
    credentials: BackstageCredentials,
    permissions: ResourcePermission[],
    entityRefs: string[],
  ): Promise<CallerRights> {
    const grant = this.#automation.grantFor(credentials);
    const [visibility, ...decisions] =
      await this.#permissions.authorizeConditional(
        [catalogEntityReadPermission, ...permissions].map(permission => ({
          permission,
        })),
        { credentials },
      );
    const approved = decisions.some(asksMoreThanManifests)
      ? await this.#resources.findApproved(entityRefs)
      : NOTHING;
    return new CallerRights({
      grant,
      visibility,
      decisions: new Map(
        permissions.map(({ name }, index) => [name, decisions[index]]),
      ),
      isAuthorized: createConditionAuthorizer(
        this.#registry.getPermissionRuleset(
          deliveryEnvironmentPermissionResourceRef,
        ),
      ),
      resourceOf: (service, environment) =>
        this.#resources.of(service, environment, approved),
      findVisible: async refs => {
        const { items } = await this.#catalog.getEntitiesByRefs(
          { entityRefs: refs, fields: ['kind'] },
          { credentials },
        );
        return new Set(refs.filter((_ref, index) => items[index]));
      },
    });
  }
}
