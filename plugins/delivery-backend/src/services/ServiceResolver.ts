import type { AuthService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import {
  Entity,
  getEntitySourceLocation,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  readServiceEntity,
  type ServiceEntity,
  type ServiceOrigins,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  type ManifestEnvironment,
  SOURCE_ANNOTATION,
} from '@stonegarden/service-manifest';
import { unknownService } from './unknownService';

/** A service as the catalog knows it. */
export interface ResolvedService {
  entityRef: string;
  /** The manifest's name, which Argo CD's labels carry too. */
  name: string;
  entity: ServiceEntity;
  /** In promotion order; empty when the manifest never was valid. */
  environments: ManifestEnvironment[];
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

/** Entities in one answer of the catalog. */
const LIST_PAGE = 500;

/** How long an answer of the catalog is used again, so that a request and its neighbors ask once. */
const REUSE_MS = 1000;

/**
 * Finds services in the catalog with this plugin's own rights. What a caller may see of them is not decided here.
 */
export class ServiceResolver {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #origins: ServiceOrigins;
  /** In the order asked for. */
  readonly #recent = new Map<
    string,
    { service: Promise<ResolvedService>; askedAt: number }
  >();

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    /** What is a service at all. */
    origins: ServiceOrigins;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#origins = options.origins;
  }

  /** By an entity ref in full and in lower case. Throws NotFoundError for what is not a service. */
  async resolve(entityRef: string): Promise<ResolvedService> {
    const [service] = this.#lookup([entityRef]);
    return service;
  }

  /** All services that the catalog has. */
  async list(): Promise<ResolvedService[]> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const services: ResolvedService[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.#catalog.queryEntities(
        cursor
          ? { cursor, limit: LIST_PAGE }
          : {
              filter: {
                kind: 'component',
                [`metadata.annotations.${SOURCE_ANNOTATION}`]:
                  CATALOG_FILTER_EXISTS,
              },
              limit: LIST_PAGE,
            },
        { credentials },
      );
      services.push(
        ...page.items.flatMap(entity => this.#readService(entity) ?? []),
      );
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    return services;
  }

  /** For lists: in the order asked for, undefined for what is not a service. */
  async resolveMany(
    entityRefs: string[],
  ): Promise<Array<ResolvedService | undefined>> {
    return Promise.all(
      this.#lookup(entityRefs).map(service =>
        service.catch(error => {
          if (error instanceof NotFoundError) {
            return undefined;
          }
          throw error;
        }),
      ),
    );
  }

  /** Asks the catalog once for all that it was not asked for just now. */
  #lookup(entityRefs: string[]): Array<Promise<ResolvedService>> {
    this.#forgetOld();
    const missing = [...new Set(entityRefs)].filter(
      ref => !this.#recent.has(ref),
    );
    const entities = missing.length > 0 ? this.#read(missing) : undefined;
    missing.forEach((ref, index) => {
      const service = (async () =>
        this.#toService(ref, (await entities)?.[index]))();
      this.#recent.set(ref, { service, askedAt: Date.now() });
      service.catch(() => this.#recent.delete(ref));
    });
    return entityRefs.map(ref => this.#recent.get(ref)!.service);
  }

  #forgetOld(): void {
    const now = Date.now();
    for (const [ref, { askedAt }] of this.#recent) {
      if (now - askedAt < REUSE_MS) {
        return;
      }
      this.#recent.delete(ref);
    }
  }

  async #read(entityRefs: string[]): Promise<Array<Entity | undefined>> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    if (entityRefs.length === 1) {
      const [entityRef] = entityRefs;
      return [await this.#catalog.getEntityByRef(entityRef, { credentials })];
    }
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs },
      { credentials },
    );
    return items;
  }

  #toService(entityRef: string, entity: Entity | undefined): ResolvedService {
    const service = entity && readServiceEntity(entity);
    if (!service) {
      throw unknownService(entityRef);
    }
    if (!this.#origins.include(service)) {
      throw new NotFoundError(
        `${entityRef} does not come from a service.yaml of the sources in catalog.providers.serviceManifest, so it is not a service here. Other Components of this kind cannot reach environments.`,
      );
    }
    return toResolved(service);
  }

  #readService(entity: Entity): ResolvedService | undefined {
    const service = readServiceEntity(entity);
    return service && this.#origins.include(service)
      ? toResolved(service)
      : undefined;
  }
}

function toResolved(entity: ServiceEntity): ResolvedService {
  return {
    entityRef: stringifyEntityRef(entity),
    name: entity.metadata.name,
    entity,
    environments: entity.spec.environments ?? [],
  };
}
