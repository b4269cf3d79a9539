import { isDeepStrictEqual } from 'node:util';
import {
  type Diagnostic,
  type KnownService,
  type ResolvedDependency,
  type ServiceManifest,
  checkManifestSet,
} from '@stonegarden/service-manifest';

/**
 * What is seen across manifests, ready to be asked for by manifest.
 *
 * @internal
 */
export type SetFindings = {
  /** By path of the file that they are about. */
  problems: Map<string, Diagnostic[]>;
  /** By name of the service. */
  dependencies: Map<string, ResolvedDependency[]>;
};

/**
 * Checks manifests against each other, and only when something has changed that such a check looks at: most changes of a
 * manifest are none.
 *
 * @internal
 */
export class SetCheck {
  private last?: {
    manifests: ServiceManifest[];
    alsoKnown: KnownService[];
    findings: SetFindings;
  };

  check(manifests: ServiceManifest[], alsoKnown: KnownService[]): SetFindings {
    const { last } = this;
    const isSame =
      last !== undefined &&
      last.manifests.length === manifests.length &&
      manifests.every((one, index) =>
        this.countsAlike(last.manifests[index], one),
      ) &&
      isDeepStrictEqual(last.alsoKnown, alsoKnown);
    const findings = isSame ? last.findings : findingsOf(manifests, alsoKnown);
    this.last = { manifests, alsoKnown, findings };
    return findings;
  }

  /** Whether two versions of a manifest are the same to such a check. */
  private countsAlike(before: ServiceManifest, after: ServiceManifest) {
    if (before === after) {
      return true;
    }
    const hasProblems = this.last?.findings.problems.has(after.location.path);
    return (
      isDeepStrictEqual(checkedParts(before), checkedParts(after)) &&
      // Problems say where they are in the file.
      (!hasProblems || isDeepStrictEqual(before.positions, after.positions))
    );
  }
}

function checkedParts(manifest: ServiceManifest) {
  const { name, aliases, dependencies, location, environments } = manifest;
  const places = environments.map(one => [
    one.name,
    one.cluster,
    one.namespace,
  ]);
  return { name, aliases, dependencies, location, places };
}

function findingsOf(
  manifests: ServiceManifest[],
  alsoKnown: KnownService[],
): SetFindings {
  const { diagnostics, dependencies } = checkManifestSet(manifests, {
    alsoKnown,
  });
  const problems = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const ofFile = problems.get(diagnostic.file);
    if (ofFile) {
      ofFile.push(diagnostic);
    } else {
      problems.set(diagnostic.file, [diagnostic]);
    }
  }
  return { problems, dependencies };
}
