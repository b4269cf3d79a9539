import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  getEntitySourceLocation,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  isServiceEntity,
  type ServiceEntity,
  type ServiceOrigins,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ManifestEnvironment } from '@stonegarden/service-manifest';

/** A service as the catalog knows it. */
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

/** Finds services in the catalog with the caller's own rights: what the catalog does not show is not there. */
export class ServiceResolver {
  readonly #catalog: CatalogService;
  readonly #origins: ServiceOrigins;

  constructor(options: {
    catalog: CatalogService;
    /** What is a service at all. */
    origins: ServiceOrigins;
  }) {
    this.#catalog = options.catalog;
    this.#origins = options.origins;
  }

  /** Throws NotFoundError for what is not a service or not visible to the caller. */
  async resolve(
    entityRef: string,
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
        `${entityRef} does not come from a service.yaml of the sources in catalog.providers.serviceManifest, so it is not a service here. Other Components of this kind cannot reach environments.`,
      );
    }
    return toService(entity);
  }

  /** For lists: in the order asked for, undefined for what is not a service or not visible to the caller. */
  async resolveMany(
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<Array<ResolvedService | undefined>> {
    if (entityRefs.length === 0) {
      return [];
    }
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs },
      { credentials },
    );
    return items.map(entity =>
      entity && isServiceEntity(entity) && this.#origins.include(entity)
        ? toService(entity)
        : undefined,
    );
  }
}
