import {
  checkManifestSet,
  DEFAULT_API_GROUP,
  isManifestPath,
  locateManifest,
  parseServiceManifest,
  type Diagnostic,
  type KnownService,
  type Layer,
  type ServiceManifest,
} from '@stonegarden/service-manifest';
import { checkAutomation } from './checkAutomation';
import type { ImageRules } from './checkImages';
import { checkServiceFolder } from './checkServiceFolder';
import { diagnoseForeignManifest } from './diagnoseForeignManifest';
import { readSurroundings } from './readSurroundings';
import { serviceAround } from './serviceAround';
import type { ServiceTree } from './ServiceTree';

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
  /** Paths of the `service.yaml` files that are something else, such as a Kubernetes Service. */
  foreign: string[];
}

/**
 * Runs all checks: each manifest alone, all of them together, each against the folders of its environments, and against what
 * deploys it. Never throws.
 *
 * @param options - `apiGroup` and `layers` as for `parseServiceManifest`, `reservedNamespaces` as for `checkManifestSet`, the others as for `checkServiceFolder`
 * @public
 */
export function checkServiceTree(
  tree: ServiceTree,
  options: {
    apiGroup?: string;
    layers?: Record<string, Layer>;
    reservedNamespaces?: readonly string[];
  } & ImageRules = {},
): ServiceTreeResult {
  const diagnostics: Diagnostic[] = [];
  const services: string[] = [];
  const foreign: string[] = [];
  const { apiGroup = DEFAULT_API_GROUP, protectedEnvironments } = options;
  const imageRules = {
    protectedEnvironments,
    floatingTags: options.floatingTags?.map(tag => tag.toLowerCase()),
  };
  const manifests: ServiceManifest[] = [];
  const broken: KnownService[] = [];
  for (const [path, text] of tree.files) {
    if (!isManifestPath(path)) {
      continue;
    }
    const result = parseServiceManifest(text, { path, ...options });
    if (result.kind === 'foreign') {
      foreign.push(path);
      diagnostics.push(...diagnoseForeignManifest(path, text, apiGroup));
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
    ...checkManifestSet(manifests, {
      alsoKnown: broken,
      reservedNamespaces: options.reservedNamespaces,
    }).diagnostics,
  );
  const folders = filesByService(
    tree.files,
    new Set(manifests.map(({ location }) => location.directory)),
  );
  const around = readSurroundings(tree);
  for (const manifest of manifests) {
    const { directory, path } = manifest.location;
    const folder = {
      files: folders.get(directory) ?? new Map<string, string>(),
      directories: tree.environmentFolders.get(directory) ?? [],
      paths: tree.paths?.get(directory),
      guardedNamespaces: around.guardedNamespaces,
    };
    const { diagnostics: found } = checkServiceFolder(
      manifest,
      folder,
      imageRules,
    );
    diagnostics.push(
      ...found,
      ...checkAutomation(
        manifest,
        tree.files.get(path) ?? '',
        around.applications,
      ),
    );
  }
  return { diagnostics: diagnostics.sort(inOrder), services, foreign };
}

/** Files by the folder of the nearest service around them, with paths below it. */
function filesByService(
  files: ReadonlyMap<string, string>,
  directories: ReadonlySet<string>,
): Map<string, Map<string, string>> {
  const folders = new Map<string, Map<string, string>>();
  for (const [path, text] of files) {
    const service = serviceAround(path, directories);
    if (service !== undefined) {
      const folder = folders.get(service) ?? new Map<string, string>();
      const below = service ? path.slice(service.length + 1) : path;
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
