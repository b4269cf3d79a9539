import type {
  AuthService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { ANNOTATION_LOCATION, type Entity } from '@backstage/catalog-model';
import { isError, toError } from '@backstage/errors';
import type { ScmIntegrations } from '@backstage/integration';
import type { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  type CatalogProcessor,
  type CatalogProcessorCache,
  type CatalogProcessorEmit,
  type CatalogService,
  processingResult,
} from '@backstage/plugin-catalog-node';
import {
  parseServiceManifest,
  SOURCE_ANNOTATION,
} from '@stonegarden/service-manifest';
import { describeError } from '../describeError';
import { entityRef } from '../entities/entityNames';
import { withoutCatalogFields } from '../state/LastGoodEntities';
import { hasValidManifest } from '@stonegarden/backstage-plugin-delivery-common';
import { DescribedLocation, describeLocation } from './describeLocation';
import { readLocationText } from './readLocationText';
import {
  registeredComponent,
  registeredName,
  RegisteredManifest,
  registerManifest,
} from './registeredComponent';

const CACHE_KEY = 'manifest';

/** Letters of what is remembered of one manifest: the catalog keeps it in its database. */
const MAX_CACHED = 200_000;

// Assignable to JsonObject, which no interface is.
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions
type Remembered = {
  etag?: string;
  manifest: RegisteredManifest;
};

/**
 * Reads a `service.yaml` that was registered by its own location, by hand or in `catalog.locations`, and gives the same
 * Component as a source would. Any other file is left to the catalog's own readers.
 *
 * @internal
 */
export class ServiceManifestProcessor implements CatalogProcessor {
  readonly #deps: {
    /** API groups that mark a document as a service manifest. */
    apiGroups: string[];
    /** As of {@link EntityContext}. */
    applicationLabel?: string | false;
    auth: AuthService;
    catalog: CatalogService;
    integrations: ScmIntegrations;
    urlReader: UrlReaderService;
    /** Whether a source gives an entity, whoever has it in the catalog. */
    isGivenBySource: (entityRef: string) => boolean;
  };
  constructor(deps: {
    /** API groups that mark a document as a service manifest. */
    apiGroups: string[];
    /** As of {@link EntityContext}. */
    applicationLabel?: string | false;
    auth: AuthService;
    catalog: CatalogService;
    integrations: ScmIntegrations;
    urlReader: UrlReaderService;
    /** Whether a source gives an entity, whoever has it in the catalog. */
    isGivenBySource: (entityRef: string) => boolean;
  }) {
    this.#deps = deps;
  }

  getProcessorName(): string {
    return 'service-manifest';
  }

  /** Before the catalog's own readers. */
  getPriority(): number {
    return 10;
  }

  async readLocation(
    location: LocationSpec,
    optional: boolean,
    emit: CatalogProcessorEmit,
    _parser: unknown,
    cache: CatalogProcessorCache,
  ): Promise<boolean> {
    const described = describeLocation(location, this.#deps.integrations);
    if (!described) {
      return false;
    }
    const before = await cache.get<Remembered>(CACHE_KEY);
    let remembered: Remembered | undefined;
    try {
      remembered = await this.#read(location, described, before);
    } catch (error) {
      this.#reportFailure(error, location, optional, emit);
      return true;
    }
    if (!remembered) {
      return false;
    }
    if (JSON.stringify(remembered).length <= MAX_CACHED) {
      await cache.set(CACHE_KEY, remembered);
    }
    await this.#emitComponent(remembered.manifest, location, described, emit);
    emit(processingResult.refresh(`${location.type}:${location.target}`));
    return true;
  }

  /** What the file says; undefined when it is something else than a service manifest. */
  async #read(
    location: LocationSpec,
    { path }: DescribedLocation,
    before?: Remembered,
  ): Promise<Remembered | undefined> {
    const { urlReader, apiGroups } = this.#deps;
    try {
      const { text, etag } = await readLocationText(location, {
        urlReader,
        apiGroup: apiGroups[0],
        etag: before?.etag,
      });
      for (const apiGroup of apiGroups) {
        const result = parseServiceManifest(text, { path, apiGroup });
        if (result.kind !== 'foreign') {
          const manifest = registerManifest(result, before?.manifest);
          return { ...(etag ? { etag } : {}), manifest };
        }
      }
      return undefined;
    } catch (error) {
      if (isError(error) && error.name === 'NotModifiedError' && before) {
        return before;
      }
      throw error;
    }
  }

  async #emitComponent(
    manifest: RegisteredManifest,
    location: LocationSpec,
    described: DescribedLocation,
    emit: CatalogProcessorEmit,
  ): Promise<void> {
    const name = registeredName(manifest, described.path);
    const own = `${location.type}:${location.target}`;
    const isOwn = (entity: Entity) =>
      entity.metadata.annotations?.[ANNOTATION_LOCATION] === own;
    const { applicationLabel } = this.#deps;
    const place = { ...described, applicationLabel };
    const first = registeredComponent(manifest, place);
    if (!first || name === undefined) {
      const [problem] = manifest.diagnostics;
      const message = `${problem.file}:${problem.line} ${problem.message}`;
      emit(processingResult.inputError(location, message));
      return;
    }

    const ref = entityRef('component', name);
    const component = await this.#find(ref);
    if (component && !isOwn(component)) {
      emit(
        processingResult.inputError(
          location,
          `There is a service "${name}" already, ${originOf(
            component,
          )}: remove this location, or give the service another name`,
        ),
      );
      return;
    }
    // A source is to have its services: what is let go here becomes free for it.
    if (this.#deps.isGivenBySource(ref)) {
      return;
    }
    const known = component && withoutCatalogFields(component);
    const kept = known && hasValidManifest(known) ? known : undefined;
    const built = registeredComponent(manifest, place, kept) ?? first;
    emit(processingResult.entity(location, built));
  }

  /** An entity that the catalog has. When it cannot be asked, its engine decides who has a name. */
  async #find(ref: string): Promise<Entity | undefined> {
    const { auth, catalog } = this.#deps;
    try {
      return await catalog.getEntityByRef(ref, {
        credentials: await auth.getOwnServiceCredentials(),
      });
    } catch {
      return undefined;
    }
  }

  #reportFailure(
    error: unknown,
    location: LocationSpec,
    optional: boolean,
    emit: CatalogProcessorEmit,
  ): void {
    const message = `The service manifest cannot be read: ${describeError(
      error,
    )}`;
    if (toError(error).name !== 'NotFoundError') {
      emit(processingResult.generalError(location, message));
    } else if (!optional) {
      emit(processingResult.notFoundError(location, message));
    }
  }
}

function originOf({ metadata }: Entity): string {
  const source = metadata.annotations?.[SOURCE_ANNOTATION];
  return source ? `from the source "${source}"` : 'from somewhere else';
}
