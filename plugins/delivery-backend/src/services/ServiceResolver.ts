import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  getEntitySourceLocation,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  isServiceEntity,
  ServiceEntity,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ManifestEnvironment } from '@stonegarden/service-manifest';
import type { ServiceOrigins } from './ServiceOrigins';

/** A service that the caller may see. */
export interface ResolvedService {
  entityRef: string;
  /** The manifest's name, which Argo CD's labels carry too. */
  name: string;
  entity: ServiceEntity;
  /** In promotion order; empty when the manifest never was valid. */
  environments: ManifestEnvironment[];
}

function toService(entity: ServiceEntity): ResolvedService {
  return {
    entityRef: stringifyEntityRef(entity),
    name: entity.metadata.name,
    entity,
    environments: entity.spec.environments ?? [],
  };
}

/**
 * Address of a service's folder at its Git host.
 *
 * @throws InputError when the service is at none
 */
export function sourceUrlOf(service: ResolvedService): string {
  let location: { type: string; target: string };
  try {
    location = getEntitySourceLocation(service.entity);
  } catch {
    throw new InputError(
      `${service.entityRef} has no source location (annotation backstage.io/source-location), so nobody knows which repository to change`,
    );
  }
  if (location.type !== 'url') {
    throw new InputError(
      `${service.name} is read from a folder of the portal's machine, where no pull request can be opened. Name the folder's address at its Git host as "url" beside "folder" in catalog.providers.serviceManifest of app-config.`,
    );
  }
  return location.target;
}

/** An environment of a service by name. */
export function environmentOf(
  service: ResolvedService,
  name: string,
): ManifestEnvironment {
  const found = service.environments.find(
    environment => environment.name === name,
  );
  if (!found) {
    const names = service.environments.map(environment => environment.name);
    throw new NotFoundError(
      `${service.name} has no environment ${JSON.stringify(name)}; it has ${
        names.join(', ') || 'none'
      }`,
    );
  }
  return found;
}

/** Finds services with the caller's own rights: the catalog says what is visible, permissions say what is allowed. */
export class ServiceResolver {
  readonly #catalog: CatalogService;
  readonly #origins: ServiceOrigins;
  readonly #permissions: PermissionsService;

  constructor(options: {
    catalog: CatalogService;
    /** What is a service at all. */
    origins: ServiceOrigins;
    permissions: PermissionsService;
  }) {
    this.#catalog = options.catalog;
    this.#origins = options.origins;
    this.#permissions = options.permissions;
  }

  /** Throws NotFoundError for what is not visible to the caller, NotAllowedError for what is but may not be done. */
  async resolve(
    entityRef: string,
    permission: ResourcePermission,
    credentials: BackstageCredentials,
  ): Promise<ResolvedService> {
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials,
    });
    if (!entity || !isServiceEntity(entity)) {
      throw new NotFoundError(`There is no service ${entityRef}`);
    }
    if (!this.#origins.include(entity)) {
      throw new NotFoundError(
        `${entityRef} does not come from a service.yaml of the sources in catalog.providers.serviceManifest, so it is no service here. Whatever else registers a Component of this kind cannot reach environments.`,
      );
    }
    const service = toService(entity);
    if (!(await this.allows(service, permission, credentials))) {
      throw new NotAllowedError(
        `The permission ${permission.name} is needed for ${service.entityRef}. Ask its owner ${service.entity.spec.owner}, or whoever keeps the permission policy.`,
      );
    }
    return service;
  }

  async allows(
    service: ResolvedService,
    permission: ResourcePermission,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const [decision] = await this.#permissions.authorize(
      [{ permission, resourceRef: service.entityRef }],
      { credentials },
    );
    return decision.result === AuthorizeResult.ALLOW;
  }

  /** For lists: in the order asked for, undefined where there is no service or the caller may not see it. */
  async resolveMany(
    entityRefs: string[],
    permission: ResourcePermission,
    credentials: BackstageCredentials,
  ): Promise<Array<ResolvedService | undefined>> {
    if (entityRefs.length === 0) {
      return [];
    }
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs },
      { credentials },
    );
    const services = items.map(entity =>
      entity && isServiceEntity(entity) && this.#origins.include(entity)
        ? toService(entity)
        : undefined,
    );
    const found = services.filter(service => service !== undefined);
    const decisions =
      found.length > 0
        ? await this.#permissions.authorize(
            found.map(({ entityRef }) => ({
              permission,
              resourceRef: entityRef,
            })),
            { credentials },
          )
        : [];
    const allowed = new Set(
      found.filter(
        (_service, index) => decisions[index].result === AuthorizeResult.ALLOW,
      ),
    );
    return services.map(service =>
      service && allowed.has(service) ? service : undefined,
    );
  }

  /** Name and address of the caller for commits; undefined when the catalog knows no address. */
  async author(
    credentials: BackstageCredentials,
    userEntityRef: string,
  ): Promise<{ name: string; email: string } | undefined> {
    const entity = await this.#catalog.getEntityByRef(userEntityRef, {
      credentials,
    });
    const profile = entity?.spec?.profile;
    if (typeof profile !== 'object' || profile === null) {
      return undefined;
    }
    const { email, displayName } = profile as {
      email?: unknown;
      displayName?: unknown;
    };
    return typeof email === 'string' && email !== ''
      ? {
          email,
          name:
            typeof displayName === 'string' && displayName !== ''
              ? displayName
              : entity?.metadata.name ?? email,
        }
      : undefined;
  }
}
