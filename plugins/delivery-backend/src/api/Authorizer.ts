import type {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import { deliveryEnvironmentPermissionResourceRef } from '@stonegarden/backstage-plugin-delivery-node';
import type { EnvironmentResources } from '../services/EnvironmentResources';
import { CallerRights } from './CallerRights';

/** Asks the permission system what a caller may do. */
export class Authorizer {
  readonly #catalog: CatalogService;
  readonly #permissions: PermissionsService;
  readonly #registry: PermissionsRegistryService;
  readonly #resources: EnvironmentResources;

  constructor(options: {
    catalog: CatalogService;
    permissions: PermissionsService;
    /** Knows the rules, also those that modules add. */
    registry: PermissionsRegistryService;
    resources: EnvironmentResources;
  }) {
    this.#catalog = options.catalog;
    this.#permissions = options.permissions;
    this.#registry = options.registry;
    this.#resources = options.resources;
  }

  /**
   * One request to the permission system, however many permissions and environments it is about: a policy answers with
   * conditions, and those are applied here. The right to see the service in the catalog is asked for with the others.
   */
  async rightsOf(
    credentials: BackstageCredentials,
    permissions: ResourcePermission[],
  ): Promise<CallerRights> {
    const [visibility, ...decisions] =
      await this.#permissions.authorizeConditional(
        [catalogEntityReadPermission, ...permissions].map(permission => ({
          permission,
        })),
        { credentials },
      );
    return new CallerRights({
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
