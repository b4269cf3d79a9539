import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  type Entity,
  stringifyEntityRef,
  stringifyLocationRef,
} from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import type { LocationSpec } from '@backstage/plugin-catalog-common';
import type {
  CatalogProcessor,
  CatalogProcessorEmit,
} from '@backstage/plugin-catalog-node';
import type { ServiceOrigins } from '@stonegarden/backstage-plugin-delivery-common';
import { SOURCE_ANNOTATION } from '@stonegarden/service-manifest';
import type { RegisteredLocations } from './RegisteredLocations';

/** Refusals that are remembered, for each to be logged once. */
const MAX_LOGGED = 1000;

/**
 * Sees to it that nobody is taken for somebody else by a file that anybody may register. It refuses people and teams of
 * registered locations, whatever `catalog.rules` allow; and only what comes from a source says so by
 * {@link SOURCE_ANNOTATION}, so that whoever reads the catalog can rely on it.
 *
 * @internal
 */
export class OriginProcessor implements CatalogProcessor {
  readonly #origins: ServiceOrigins;
  readonly #registered: RegisteredLocations;
  readonly #logger: LoggerService;
  readonly #logged = new Set<string>();

  constructor(deps: {
    origins: ServiceOrigins;
    registered: RegisteredLocations;
    logger: LoggerService;
  }) {
    this.#logger = deps.logger;
    this.#origins = deps.origins;
    this.#registered = deps.registered;
  }

  getProcessorName(): string {
    return 'service-manifest-origin';
  }

  /** Before any other: what it takes away is not to be read by others. */
  getPriority(): number {
    return -100;
  }

  async preProcessEntity(
    entity: Entity,
    location: LocationSpec,
    _emit: CatalogProcessorEmit,
    originLocation: LocationSpec,
  ): Promise<Entity> {
    const kind = entity.kind.toLocaleLowerCase('en-US');
    const isOfSource = this.#isOfSource(entity);
    if (kind === 'user' || (kind === 'group' && !isOfSource)) {
      await this.#refuseRegistered(entity, location, originLocation);
    }
    return isOfSource ? entity : withoutSource(entity);
  }

  #isOfSource(entity: Entity): boolean {
    const id = entity.metadata.annotations?.[SOURCE_ANNOTATION];
    return id !== undefined && this.#origins.covers(id, entity);
  }

  async #refuseRegistered(
    entity: Entity,
    location: LocationSpec,
    originLocation: LocationSpec,
  ): Promise<void> {
    if (!(await this.#registered.has(originLocation))) {
      return;
    }
    const message = `${stringifyEntityRef(entity)} at ${stringifyLocationRef(
      location,
    )} is refused, because somebody registered ${stringifyLocationRef(
      originLocation,
    )}: people and teams come only from the configured sources, organization providers and catalog.locations`;
    // The catalog shows the errors of what it has, and this it never has.
    if (!this.#logged.has(message) && this.#logged.size < MAX_LOGGED) {
      this.#logged.add(message);
      this.#logger.warn(message);
    }
    throw new NotAllowedError(message);
  }
}

function withoutSource(entity: Entity): Entity {
  const { annotations } = entity.metadata;
  if (!annotations || !(SOURCE_ANNOTATION in annotations)) {
    return entity;
  }
  const { [SOURCE_ANNOTATION]: _, ...others } = annotations;
  return { ...entity, metadata: { ...entity.metadata, annotations: others } };
}
