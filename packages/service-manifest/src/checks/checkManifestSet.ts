import { DependencyResolver } from './DependencyResolver';
import { diagnoseManifest } from './diagnoseManifest';
import type { Diagnostic } from '../diagnostics/Diagnostic';
import { findAliasCollisions, findDuplicateNames } from './findNameCollisions';
import { findCircularDependencies } from './findCircularDependencies';
import { findSharedNamespaces } from './findSharedNamespaces';
import type { KnownService } from './KnownService';
import {
  DEFAULT_RESERVED_NAMESPACES,
  findReservedNamespaces,
} from './reservedNamespaces';
import type { ResolvedDependency } from './ResolvedDependency';
import { LIMITS } from '../yaml/limits';
import type { ServiceManifest } from '../schema/ServiceManifest';

/**
 * What can only be seen across manifests.
 *
 * @public
 */
export interface ManifestSetResult {
  diagnostics: Diagnostic[];
  /** By service name, in the order of the manifest. */
  dependencies: Map<string, ResolvedDependency[]>;
}

/**
 * Checks the manifests of one repository against each other and resolves their dependencies. Of two manifests with one
 * name the first given counts.
 *
 * @param manifests - all valid manifests
 * @param options - `alsoKnown`: services that dependencies may mean although their own manifest is broken;
 *   `reservedNamespaces`: patterns of namespaces that no service of the layer `services` may have
 * @public
 */
export function checkManifestSet(
  manifests: ServiceManifest[],
  options: {
    alsoKnown?: KnownService[];
    reservedNamespaces?: readonly string[];
  } = {},
): ManifestSetResult {
  const services = [...manifests, ...(options.alsoKnown ?? [])];
  const resolver = new DependencyResolver(services);
  const found = [findDuplicateNames(services), findAliasCollisions(manifests)];
  const dependencies = new Map<string, ResolvedDependency[]>();
  for (const manifest of manifests) {
    const resolved = manifest.dependencies.map(dependency => {
      const service = resolver.resolve(dependency.ref);
      return service === undefined ? dependency : { ...dependency, service };
    });
    found.push(checkDependencies(manifest, resolved, resolver));
    if (!dependencies.has(manifest.name)) {
      dependencies.set(manifest.name, resolved);
    }
  }
  found.push(
    findCircularDependencies(manifests, dependencies),
    findSharedNamespaces(manifests),
    findReservedNamespaces(
      manifests,
      options.reservedNamespaces ?? DEFAULT_RESERVED_NAMESPACES,
    ),
  );
  return { diagnostics: found.flat(), dependencies };
}

function checkDependencies(
  manifest: ServiceManifest,
  resolved: ResolvedDependency[],
  resolver: DependencyResolver,
): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const [index, { ref, service }] of resolved.entries()) {
    if (diagnostics.length >= LIMITS.diagnostics) {
      break;
    }
    const field = `spec.dependencies[${index}]`;
    if (service === undefined) {
      const suggestion = resolver.suggest(ref);
      const advice = suggestion
        ? `did you mean "${suggestion}"?`
        : 'write the name of a service in this repository, or remove it';
      diagnostics.push(
        diagnoseManifest(manifest, {
          severity: 'warning',
          code: 'dependency-not-found',
          field,
          message: `The dependency "${ref}" is not a known service: ${advice}`,
        }),
      );
    } else if (service === manifest.name) {
      diagnostics.push(
        diagnoseManifest(manifest, {
          severity: 'warning',
          code: 'dependency-on-itself',
          field,
          message: `"${manifest.name}" depends on itself: remove "${ref}"`,
        }),
      );
    }
  }
  return diagnostics;
}
