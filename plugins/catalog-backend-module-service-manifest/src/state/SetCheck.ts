import { isDeepStrictEqual } from 'node:util';
import {
  type Diagnostic,
  type KnownService,
  type ResolvedDependency,
  type ServiceManifest,
  checkManifestSet,
} from '@stonegarden/service-manifest';
import type { SourceSettings } from '../sources/types';

/**
 * What is seen across manifests, ready to be asked for by manifest.
 *
 * @internal
 */
export interface SetFindings {
  /** By path of the file that they are about. */
  problems: Map<string, Diagnostic[]>;
  /** By name of the service. */
  dependencies: Map<string, ResolvedDependency[]>;
}

/**
 * Checks manifests against each other, and only when something has changed that such a check looks at: most changes of a
 * manifest are not.
 *
 * @internal
 */
export class SetCheck {
  readonly #reservedNamespaces?: readonly string[];
  #last?: {
    manifests: ServiceManifest[];
    alsoKnown: KnownService[];
    findings: SetFindings;
  };

  constructor(options: Pick<SourceSettings, 'reservedNamespaces'> = {}) {
    this.#reservedNamespaces = options.reservedNamespaces;
  }

  /** What is found across manifests. */
  check(manifests: ServiceManifest[], alsoKnown: KnownService[]): SetFindings {
    const findings =
      this.#findingsWhileAlike(manifests, alsoKnown) ??
      findingsOf(manifests, {
        alsoKnown,
        reservedNamespaces: this.#reservedNamespaces,
      });
    this.#last = { manifests, alsoKnown, findings };
    return findings;
  }

  /** What was found last, unless something has changed that counts. */
  #findingsWhileAlike(
    manifests: ServiceManifest[],
    alsoKnown: KnownService[],
  ): SetFindings | undefined {
    const last = this.#last;
    return last?.manifests.length === manifests.length &&
      isDeepStrictEqual(last.alsoKnown, alsoKnown) &&
      manifests.every((manifest, index) =>
        this.#countsAlike(last.manifests[index], manifest),
      )
      ? last.findings
      : undefined;
  }

  /** Whether two versions of a manifest are the same to such a check. */
  #countsAlike(before: ServiceManifest, after: ServiceManifest): boolean {
    if (before === after) {
      return true;
    }
    const hasProblems = this.#last?.findings.problems.has(after.location.path);
    return (
      isDeepStrictEqual(checkedParts(before), checkedParts(after)) &&
      // Problems say where they are in the file.
      (!hasProblems || isDeepStrictEqual(before.positions, after.positions))
    );
  }
}

function checkedParts(manifest: ServiceManifest) {
  const { name, aliases, dependencies, location, environments, owner } =
    manifest;
  const places = environments.map(one => [
    one.name,
    one.cluster,
    one.namespace,
  ]);
  const { team } = owner;
  return { name, aliases, dependencies, location, places, team };
}

function findingsOf(
  manifests: ServiceManifest[],
  options: Parameters<typeof checkManifestSet>[1],
): SetFindings {
  const { diagnostics, dependencies } = checkManifestSet(manifests, options);
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
