import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  Entity,
} from '@backstage/catalog-model';
import type { Config } from '@backstage/config';

const PROVIDERS = 'catalog.providers.serviceManifest';
const DEFAULT_ROOT = 'kubernetes';
const MAX_ADDRESS = 2_000;

/** A place in a repository, as it compares. */
interface Place {
  /** Scheme, host, owner, name and branch. */
  branch: string;
  /** From the repository's root, without slashes at its ends. */
  path: string;
}

/** Reads an address of a branch, folder or file at GitHub, GitLab, Gitea or the like; undefined for what is none. */
function toPlace(address: string): Place | undefined {
  if (address.length > MAX_ADDRESS || !URL.canParse(address)) {
    return undefined;
  }
  const url = new URL(address);
  const [, repository, branch, path = ''] =
    /^\/(.+?)\/(?:-\/)?(?:src\/branch|tree|blob)\/([^/]+)(?:\/(.*))?$/.exec(
      url.pathname,
    ) ?? [];
  return repository
    ? {
        branch: `${url.origin}/${repository}`.toLowerCase().concat('#', branch),
        path: path.split('/').filter(Boolean).join('/'),
      }
    : undefined;
}

/** As {@link toPlace}, for what an entity says: only of addresses that every reader understands alike. */
function toExactPlace(entity: Entity, annotation: string): Place | undefined {
  const target = entity.metadata.annotations?.[annotation];
  const address = target?.startsWith('url:') ? target.slice(4) : undefined;
  const isExact =
    address !== undefined &&
    URL.canParse(address) &&
    new URL(address).href === address &&
    !/%2f|%5c|[?#]/i.test(
      address.replace(/\/(tree|blob|branch)\/[^/]+\//, '/'),
    );
  return isExact ? toPlace(address) : undefined;
}

/**
 * Knows which entities the catalog made from the service manifests of the configured repositories
 * (`catalog.providers.serviceManifest`). No others are services here: anybody may register a catalog-info.yaml that
 * carries a service's name, environments and source location, and would reach its Applications and its repository.
 *
 * What decides is where the catalog got the entity from (`backstage.io/managed-by-location`), which the catalog writes
 * itself over whatever a registered file says: a `service.yaml` below the root of a configured branch. The source
 * location, which a promotion writes to, has to be the folder of that file. So a promotion can only ever change the
 * repositories that an operator named.
 */
export class ServiceOrigins {
  readonly #roots: Place[];

  static fromConfig(config: Config): ServiceOrigins {
    const providers = config.getOptionalConfig(PROVIDERS);
    const roots = (providers?.keys() ?? []).flatMap(id => {
      const place = toPlace(providers?.getOptionalString(`${id}.url`) ?? '');
      const root = providers?.getOptionalString(`${id}.root`) ?? DEFAULT_ROOT;
      const below = root
        .split('/')
        .filter(part => part !== '' && part !== '.')
        .map(encodeURIComponent);
      const path = [place?.path, ...below].filter(Boolean).join('/');
      return place ? [{ ...place, path }] : [];
    });
    return new ServiceOrigins(roots);
  }

  private constructor(roots: Place[]) {
    this.#roots = roots;
  }

  /** Whether an entity was made from a manifest of a configured repository. */
  include(entity: Entity): boolean {
    const manifest = toExactPlace(entity, ANNOTATION_LOCATION);
    const source = toExactPlace(entity, ANNOTATION_SOURCE_LOCATION);
    if (!manifest || !source) {
      return false;
    }
    const folder = manifest.path.replace(/(?:^|\/)service\.yaml$/, '');
    return (
      folder !== manifest.path &&
      source.branch === manifest.branch &&
      source.path === folder &&
      this.#roots.some(
        ({ branch, path }) =>
          branch === manifest.branch &&
          (path === '' || folder === path || folder.startsWith(`${path}/`)),
      )
    );
  }
}
