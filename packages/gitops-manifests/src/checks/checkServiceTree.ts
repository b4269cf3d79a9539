import {
  checkManifestSet,
  isManifestPath,
  locateManifest,
  parseServiceManifest,
  type Diagnostic,
  type KnownService,
  type Layer,
  type ServiceManifest,
} from '@stonegarden/service-manifest';
import { checkServiceFolder } from './checkServiceFolder';

/**
 * The services of a repository, as files. All paths are from the repository's root, with `/`.
 *
 * @public
 */
export interface ServiceTree {
  /** Texts of all `service.yaml` files, and of the files below their folders that `isServiceFolderFile` names. */
  files: ReadonlyMap<string, string>;
  /** Names of the folders directly below `environments/`, by path of the service's folder. */
  environmentFolders: ReadonlyMap<string, readonly string[]>;
}

/**
 * What the checks say about the services of a repository.
 *
 * @public
 */
export interface ServiceTreeResult {
  /** In order of file, line and column. */
  diagnostics: Diagnostic[];
  /** Paths of the files that are, or are meant as, service manifests. */
  services: string[];
}

/**
 * Runs all checks: each manifest alone, all of them together, and each against the folders of its environments.
 * Never throws.
 *
 * @param options - `apiGroup` and `layers` as for `parseServiceManifest`
 * @public
 */
export function checkServiceTree(
  tree: ServiceTree,
  options: { apiGroup?: string; layers?: Record<string, Layer> } = {},
): ServiceTreeResult {
  const diagnostics: Diagnostic[] = [];
  const services: string[] = [];
  const manifests: ServiceManifest[] = [];
  const broken: KnownService[] = [];
  for (const [path, text] of tree.files) {
    if (!isManifestPath(path)) {
      continue;
    }
    const result = parseServiceManifest(text, { path, ...options });
    if (result.kind === 'foreign') {
      continue;
    }
    services.push(path);
    diagnostics.push(...result.diagnostics);
    if (result.kind === 'manifest') {
      manifests.push(result.manifest);
    } else if (result.name) {
      // A mistake in one manifest must not cause reports in its dependents
      const location = locateManifest(path, options);
      broken.push({ name: result.name, aliases: [], location });
    }
  }
  diagnostics.push(
    ...checkManifestSet(manifests, { alsoKnown: broken }).diagnostics,
  );
  const folders = filesByService(tree.files);
  for (const manifest of manifests) {
    const { directory } = manifest.location;
    const { diagnostics: found } = checkServiceFolder(manifest, {
      files: folders.get(directory) ?? new Map<string, string>(),
      directories: tree.environmentFolders.get(directory) ?? [],
    });
    diagnostics.push(...found);
  }
  return { diagnostics: diagnostics.sort(inOrder), services };
}

function filesByService(
  files: ReadonlyMap<string, string>,
): Map<string, Map<string, string>> {
  const folders = new Map<string, Map<string, string>>();
  for (const [path, text] of files) {
    const [, service = '', below] =
      /^(?:(.*)\/)?(environments\/[^/]+\/[^/]+)$/.exec(path) ?? [];
    if (below) {
      const folder = folders.get(service) ?? new Map<string, string>();
      folders.set(service, folder.set(below, text));
    }
  }
  return folders;
}

function inOrder(one: Diagnostic, other: Diagnostic): number {
  return (
    compare(one.file, other.file) ||
    one.line - other.line ||
    one.column - other.column ||
    compare(one.code, other.code) ||
    compare(one.message, other.message)
  );
}

function compare(one: string, other: string): number {
  if (one === other) {
    return 0;
  }
  return one < other ? -1 : 1;
}
