import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { isError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { BranchAddress, LocalAddress } from '@stonegarden/repository-address';
import { MANIFEST_SOURCES_KEY, readManifestSource } from './readManifestSource';

type Root = BranchAddress | LocalAddress;

/** What whoever decodes it once more could read as something else. */
const AMBIGUOUS = /%[0-9a-f]{2}|[\\\p{Cc}]/iu;

/**
 * Knows which entities the catalog made from the service manifests of the configured sources
 * (`catalog.providers.serviceManifest`). No others are services here: anybody may register a catalog-info.yaml that
 * carries a service's name, environments and source location, and would reach its Applications and its repository.
 *
 * What decides is where the catalog got the entity from (`backstage.io/managed-by-location`), which the catalog writes
 * itself over whatever a registered file says: a `service.yaml` below the root of a configured branch or folder. The
 * source location, which a promotion writes to, has to be the folder of that file. So a promotion can only ever change
 * the repositories that an operator named.
 *
 * @public
 */
export class ServiceOrigins {
  /** By the id of the source. */
  readonly #roots: ReadonlyMap<string, Root>;

  /**
   * @param options - `resolvePath` makes a path of this machine absolute, as `resolve` of `node:path` does
   */
  static fromConfig(
    config: Config,
    options: { resolvePath: (path: string) => string },
  ): ServiceOrigins {
    const integrations = ScmIntegrations.fromConfig(config);
    const sources = config.getOptionalConfig(MANIFEST_SOURCES_KEY);
    const roots = new Map<string, Root>();
    for (const id of sources?.keys() ?? []) {
      const root = readOrSkip(
        () =>
          readManifestSource(
            config.getConfig(`${MANIFEST_SOURCES_KEY}.${id}`),
            {
              integrations,
              ...options,
            },
          ).root,
      );
      if (root) {
        roots.set(id, root);
      }
    }
    return new ServiceOrigins(roots);
  }

  private constructor(roots: ReadonlyMap<string, Root>) {
    this.#roots = roots;
  }

  /** Whether an entity was made from a manifest of a configured source. */
  include(entity: Entity): boolean {
    return [...this.#roots.values()].some(root => {
      const manifest = readPlace(entity, ANNOTATION_LOCATION, 'file', root);
      const source = readPlace(
        entity,
        ANNOTATION_SOURCE_LOCATION,
        'folder',
        root,
      );
      if (!manifest || !source) {
        return false;
      }
      const folder = manifest.path.replace(/(?:^|\/)service\.yaml$/, '');
      return (
        folder !== manifest.path &&
        manifest.isSameBranch(source) &&
        source.path === folder &&
        isBelow(root, manifest)
      );
    });
  }

  /**
   * Whether an entity of any kind came from below the root of a source, and was not registered elsewhere: both by where the
   * catalog says that it got it from and by where the catalog began to read.
   *
   * @param id - of the source
   */
  covers(id: string, entity: Entity): boolean {
    const root = this.#roots.get(id);
    return (
      root !== undefined &&
      [ANNOTATION_LOCATION, ANNOTATION_ORIGIN_LOCATION].every(annotation => {
        const place =
          readPlace(entity, annotation, 'folder', root) ??
          readPlace(entity, annotation, 'file', root);
        return place !== undefined && isBelow(root, place);
      })
    );
  }
}

/** Whether a file or folder lies on the branch of a root, and in the root or below it. */
function isBelow(root: Root, place: Root): boolean {
  const { path } = root;
  return (
    place.isSameBranch(root) &&
    (path === '' || place.path === path || place.path.startsWith(`${path}/`))
  );
}

/**
 * Reads where an entity says that a file or folder is: only in the one form that the source's provider writes, so that
 * every reader of an address understands the same.
 */
function readPlace(
  entity: Entity,
  annotation: string,
  what: 'file' | 'folder',
  root: Root,
): Root | undefined {
  const location = entity.metadata.annotations?.[annotation];
  const prefix = `${root.locationType}:`;
  if (!location?.startsWith(prefix)) {
    return undefined;
  }
  const address = location.slice(prefix.length);
  const place = readOrSkip(() =>
    root instanceof BranchAddress
      ? BranchAddress.parse(address, { kind: root.repository.kind })
      : LocalAddress.parse(address),
  );
  const written =
    what === 'file' ? place?.fileUrl(place.path) : place?.folderUrl(place.path);
  return place && written === address && !AMBIGUOUS.test(place.path)
    ? place
    : undefined;
}

/** Undefined for what is not such an address; a source that cannot be read is told by the catalog's module. */
function readOrSkip<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isError(error) && error.name === 'InputError') {
      return undefined;
    }
    throw error;
  }
}
