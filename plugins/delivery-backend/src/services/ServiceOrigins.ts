import { resolve } from 'node:path';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  Entity,
} from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { AddressForm, addressFormOf, folderForm, Place } from './addressForms';

const SOURCES = 'catalog.providers.serviceManifest';
const DEFAULT_ROOT = 'kubernetes';

/** The root folder of a configured source, and how addresses in it are written. */
interface Root {
  type: 'url' | 'file';
  form: AddressForm;
  place: Place;
}

/** Hosts take names of repositories in any case. */
function isSameBranch(one: Place, other: Place): boolean {
  return (
    one.repository.toLowerCase() === other.repository.toLowerCase() &&
    one.branch === other.branch
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
  { type, form }: Root,
): Place | undefined {
  const location = entity.metadata.annotations?.[annotation];
  const address = location?.startsWith(`${type}:`)
    ? location.slice(type.length + 1)
    : undefined;
  const place = address === undefined ? undefined : form.parse(address);
  return place && form.format(place, what) === address ? place : undefined;
}

function readRoot(
  source: Config,
  integrations: ScmIntegrations,
): Root | undefined {
  const url = source.getOptionalString('url');
  const folder = source.getOptionalString('folder');
  const form =
    url === undefined
      ? folderForm
      : addressFormOf(
          url,
          URL.canParse(url) ? integrations.byUrl(url)?.type : undefined,
        );
  // A folder that has an address at a Git host is known by that.
  const start = url ?? (folder === undefined ? undefined : resolve(folder));
  const place = start === undefined ? undefined : form?.parse(start);
  const below = (source.getOptionalString('root') ?? DEFAULT_ROOT)
    .split('/')
    .filter(part => part !== '' && part !== '.');
  return form && place && !below.includes('..')
    ? {
        type: url === undefined ? 'file' : 'url',
        form,
        place: {
          ...place,
          path: [place.path, ...below].filter(Boolean).join('/'),
        },
      }
    : undefined;
}

/**
 * Knows which entities the catalog made from the service manifests of the configured sources
 * (`catalog.providers.serviceManifest`). No others are services here: anybody may register a catalog-info.yaml that
 * carries a service's name, environments and source location, and would reach its Applications and its repository.
 *
 * What decides is where the catalog got the entity from (`backstage.io/managed-by-location`), which the catalog writes
 * itself over whatever a registered file says: a `service.yaml` below the root of a configured branch or folder. The
 * source location, which a promotion writes to, has to be the folder of that file. So a promotion can only ever change
 * the repositories that an operator named.
 */
export class ServiceOrigins {
  readonly #roots: Root[];

  static fromConfig(config: Config): ServiceOrigins {
    const integrations = ScmIntegrations.fromConfig(config);
    const sources = config.getOptionalConfig(SOURCES);
    const roots = (sources?.keys() ?? []).map(id =>
      readRoot(config.getConfig(`${SOURCES}.${id}`), integrations),
    );
    return new ServiceOrigins(roots.filter(root => root !== undefined));
  }

  private constructor(roots: Root[]) {
    this.#roots = roots;
  }

  /** Whether an entity was made from a manifest of a configured source. */
  include(entity: Entity): boolean {
    return this.#roots.some(root => {
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
      const { path } = root.place;
      return (
        folder !== manifest.path &&
        isSameBranch(manifest, root.place) &&
        isSameBranch(manifest, source) &&
        source.path === folder &&
        (path === '' || folder === path || folder.startsWith(`${path}/`))
      );
    });
  }
}
