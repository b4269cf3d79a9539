import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import {
  BranchAddress,
  GIT_HOST_KINDS,
  type GitHostKind,
  isGitHostKind,
  LocalAddress,
} from '@stonegarden/repository-address';

/**
 * Where the sources of service manifests are configured, by their ids.
 *
 * @public
 */
export const MANIFEST_SOURCES_KEY = 'catalog.providers.serviceManifest';

const DEFAULT_ROOT = 'kubernetes';

/**
 * Where the service manifests of one configured source lie.
 *
 * @public
 */
export type ManifestSource =
  | {
      kind: 'branch';
      /** The folder that holds the layers. */
      root: BranchAddress;
    }
  | {
      kind: 'folder';
      /** The folder that holds the layers; a folder that has an address at a Git host is known by that. */
      root: BranchAddress | LocalAddress;
      /** The folder that is configured: that on this machine, and its address. */
      path: string;
      address: BranchAddress | LocalAddress;
      /** As configured. */
      title: string;
      /** Path from there to the folder that holds the layers, without slashes at its ends. */
      folder: string;
    };

/**
 * Reads where a source of {@link MANIFEST_SOURCES_KEY} lies.
 *
 * @param source - the configuration below the source's id
 * @param options - `resolvePath` makes a path of this machine absolute, as `resolve` of `node:path` does
 * @throws InputError when a value cannot be used
 * @public
 */
export function readManifestSource(
  source: Config,
  options: {
    integrations: ScmIntegrationRegistry;
    resolvePath: (path: string) => string;
  },
): ManifestSource {
  const url = source.getOptionalString('url');
  const title = source.getOptionalString('folder');
  const root = source.getOptionalString('root') ?? DEFAULT_ROOT;
  const branch =
    url === undefined
      ? undefined
      : BranchAddress.parse(url, { kind: kindOf(url, options.integrations) });
  if (title !== undefined) {
    const path = options.resolvePath(title);
    const address = branch ?? LocalAddress.parse(path);
    const folder = LocalAddress.parse('/').below(root).path;
    return {
      kind: 'folder',
      root: address.below(root),
      path,
      address,
      title,
      folder,
    };
  }
  if (branch === undefined) {
    throw new InputError(
      'There is nothing to read: write "url", the address of a branch, or "folder", a folder on this machine',
    );
  }
  return { kind: 'branch', root: branch.below(root) };
}

function kindOf(
  url: string,
  integrations: ScmIntegrationRegistry,
): GitHostKind | undefined {
  const type = URL.canParse(url) ? integrations.byUrl(url)?.type : undefined;
  if (type !== undefined && !isGitHostKind(type)) {
    throw new InputError(
      `Sources of the kind "${type}" cannot be read, only ${GIT_HOST_KINDS.join(
        ', ',
      )}`,
    );
  }
  return type;
}
