import { posix } from 'node:path';
import {
  Diagnostic,
  ServiceManifest,
  checkManifestSet,
  parseServiceManifest,
} from '@stonegarden/service-manifest';
import type { Snapshot } from '../git/Snapshot';
import { CheckAnnotation, CheckResult, conclude } from './CheckResult';

/**
 * Checks the changed service manifests of a commit, also against all the others of the repository.
 *
 * @internal
 */
export function checkManifests(
  changed: ReadonlySet<string>,
  snapshot: Snapshot,
): CheckResult {
  const manifests: ServiceManifest[] = [];
  const diagnostics: Diagnostic[] = [];
  let count = 0;
  for (const path of snapshot.files.keys()) {
    if (posix.basename(path) !== 'service.yaml') {
      continue;
    }
    const result = parseServiceManifest(snapshot.read(path) ?? '', { path });
    if (result.kind === 'foreign') {
      continue;
    }
    diagnostics.push(...result.diagnostics);
    count += changed.has(path) ? 1 : 0;
    if (result.kind === 'manifest') {
      manifests.push(result.manifest);
    }
  }
  diagnostics.push(...checkManifestSet(manifests).diagnostics);
  const annotations = diagnostics
    .filter(({ file }) => changed.has(file))
    .map(annotationOf);
  return conclude('service-manifest', annotations, count, {
    one: 'service manifest is valid',
    many: 'service manifests are valid',
  });
}

function annotationOf(diagnostic: Diagnostic): CheckAnnotation {
  return {
    path: diagnostic.file,
    line: diagnostic.line,
    level: diagnostic.severity === 'error' ? 'failure' : 'warning',
    message: diagnostic.message,
  };
}
