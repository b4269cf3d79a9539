import { posix } from 'node:path';
import {
  checkServiceTree,
  isServiceFolderFile,
} from '@stonegarden/gitops-manifests';
import type { Diagnostic } from '@stonegarden/service-manifest';
import type { FileChange } from '../git/diffFiles';
import type { Snapshot } from '../git/Snapshot';
import { CheckAnnotation, CheckResult, conclude } from './CheckResult';

const ENVIRONMENT = /^(?:(.*)\/)?environments\/([^/]+)\//;

/**
 * Checks the services that a commit changes, manifests and folders alike, also against all the others of the repository.
 *
 * @internal
 */
export function checkManifests(
  changes: FileChange[],
  snapshot: Snapshot,
): CheckResult {
  const { diagnostics, services } = checkServiceTree(treeOf(snapshot));
  const changed = services.filter(path =>
    changes.some(one => isPartOf(one.path, posix.dirname(path))),
  );
  const annotations = diagnostics
    .filter(({ file }) =>
      changed.some(path => isPartOf(file, posix.dirname(path))),
    )
    .map(annotationOf);
  return conclude('service-manifest', annotations, changed.length, {
    one: 'service manifest is valid',
    many: 'service manifests are valid',
  });
}

/** A service's manifest, or a file of its environments. */
function isPartOf(path: string, service: string): boolean {
  return (
    path === `${service}/service.yaml` ||
    path.startsWith(`${service}/environments/`)
  );
}

function treeOf(snapshot: Snapshot) {
  const files = new Map<string, string>();
  const environmentFolders = new Map<string, string[]>();
  for (const path of snapshot.files.keys()) {
    const [, service = '', name] = ENVIRONMENT.exec(path) ?? [];
    if (name) {
      const names = environmentFolders.get(service) ?? [];
      if (!names.includes(name)) {
        environmentFolders.set(service, [...names, name]);
      }
    }
    const below = name ? path.slice(service ? service.length + 1 : 0) : path;
    if (posix.basename(path) === 'service.yaml' || isServiceFolderFile(below)) {
      files.set(path, snapshot.read(path) ?? '');
    }
  }
  return { files, environmentFolders };
}

function annotationOf(diagnostic: Diagnostic): CheckAnnotation {
  return {
    path: diagnostic.file,
    line: diagnostic.line,
    level: diagnostic.severity === 'error' ? 'failure' : 'warning',
    message: diagnostic.message,
  };
}
