import { isDeepStrictEqual } from 'node:util';
import {
  type Diagnostic,
  type KnownService,
  type ResolvedDependency,
  type ServiceManifest,
  checkManifestSet,
} from '@stonegarden/service-manifest';
import { breathing } from '../util/breathe';

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

  /** What is found across manifests. One call at a time; other work may run meanwhile. */
  async check(
    manifests: ServiceManifest[],
    alsoKnown: KnownService[],
  ): Promise<SetFindings> {
    const findings =
      (await this.findingsWhileAlike(manifests, alsoKnown)) ??
      findingsOf(manifests, alsoKnown);
    this.last = { manifests, alsoKnown, findings };
    return findings;
  }

  /** What was found last, unless something has changed that counts. */
  private async findingsWhileAlike(
    manifests: ServiceManifest[],
    alsoKnown: KnownService[],
  ): Promise<SetFindings | undefined> {
    const { last } = this;
    if (
      last?.manifests.length !== manifests.length ||
      !isDeepStrictEqual(last.alsoKnown, alsoKnown)
    ) {
      return undefined;
    }
    const breathe = breathing();
    for (const [index, manifest] of manifests.entries()) {
      const before = last.manifests[index];
      if (before !== manifest) {
        if (!this.countsAlike(before, manifest)) {
          return undefined;
        }
        await breathe();
      }
    }
    return last.findings;
  }

  /** Whether two versions of a manifest are the same to such a check. */
  private countsAlike(before: ServiceManifest, after: ServiceManifest) {
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
