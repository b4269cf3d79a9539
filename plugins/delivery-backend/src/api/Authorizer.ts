import type {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import { deliveryEnvironmentPermissionResourceRef } from '@stonegarden/backstage-plugin-delivery-node';
import { AUTOMATION } from '../config/readAutomation';
import type { EnvironmentResources } from '../services/EnvironmentResources';
import type { Automation } from './Automation';
import { CallerRights } from './CallerRights';

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

  /**
   * One request to the permission system, however many permissions and environments it is about: a policy answers with
   * conditions, and those are applied here. The right to see the service in the catalog is asked for with the others. Throws NotAllowedError like
   * `requireKnown`.
   */
  async rightsOf(
    credentials: BackstageCredentials,
    permissions: ResourcePermission[],
  ): Promise<CallerRights> {
    const grant = this.#automation.grantFor(credentials);
    const [visibility, ...decisions] =
      await this.#permissions.authorizeConditional(
        [catalogEntityReadPermission, ...permissions].map(permission => ({
          permission,
        })),
        { credentials },
      );
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
        this.#resources.of(service, environment),
      findVisible: async entityRefs => {
        const { items } = await this.#catalog.getEntitiesByRefs(
          { entityRefs, fields: ['kind'] },
          { credentials },
        );
        return new Set(entityRefs.filter((_ref, index) => items[index]));
      },
    });
  }
}
