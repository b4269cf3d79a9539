import type { Diagnostic } from './Diagnostic';
import { DependencyResolver } from './DependencyResolver';
import { diagnoseManifest } from './diagnoseManifest';
import type { ServiceManifest } from './ServiceManifest';

/**
 * A dependency and the service it means, where it means one.
 *
 * @public
 */
export type ResolvedDependency = {
  ref: string;
  optional: boolean;
  /** Name of the service; undefined when the dependency resolves to nothing. */
  service?: string;
};

/**
 * What can only be seen across manifests.
 *
 * @public
 */
export type ManifestSetResult = {
  diagnostics: Diagnostic[];
  /** By service name, in the order of the manifest. */
  dependencies: Map<string, ResolvedDependency[]>;
};

/**
 * A service that exists although its manifest cannot be read at the moment.
 *
 * @public
 */
export type KnownService = Pick<
  ServiceManifest,
  'name' | 'aliases' | 'location'
>;

/**
 * Checks the manifests of one repository against each other and resolves their dependencies. Of two manifests with one
 * name the first given counts.
 *
 * @param manifests - all valid manifests
 * @param options - `alsoKnown`: services that dependencies may mean although their own manifest is broken
 * @public
 */
export function checkManifestSet(
  manifests: ServiceManifest[],
  options: { alsoKnown?: KnownService[] } = {},
): ManifestSetResult {
  const services = [...manifests, ...(options.alsoKnown ?? [])];
  const resolver = new DependencyResolver(services);
  const diagnostics = [
    ...findDuplicateNames(services),
    ...findAliasCollisions(manifests),
  ];
  const dependencies = new Map<string, ResolvedDependency[]>();
  for (const manifest of manifests) {
    const resolved = manifest.dependencies.map((dependency, index) => {
      const service = resolver.resolve(dependency.ref);
      const field = `spec.dependencies[${index}]`;
      if (service === undefined) {
        const suggestion = resolver.suggest(dependency.ref);
        diagnostics.push(
          diagnose(manifest, 'warning', 'dependency-not-found', field, [
            `The dependency "${dependency.ref}" is no known service: `,
            suggestion
              ? `did you mean "${suggestion}"?`
              : 'write the name of a service in this repository, or remove it',
          ]),
        );
        return dependency;
      }
      if (service === manifest.name) {
        diagnostics.push(
          diagnose(manifest, 'warning', 'dependency-on-itself', field, [
            `"${manifest.name}" depends on itself: remove "${dependency.ref}"`,
          ]),
        );
      }
      return { ...dependency, service };
    });
    if (!dependencies.has(manifest.name)) {
      dependencies.set(manifest.name, resolved);
    }
  }
  return { diagnostics, dependencies };
}

function findDuplicateNames(
  services: Array<KnownService & WithPositions>,
): Diagnostic[] {
  const groups = new Map<string, Array<KnownService & WithPositions>>();
  for (const service of services) {
    const group = groups.get(service.name) ?? [];
    groups.set(service.name, [...group, service]);
  }
  return [...groups.values()]
    .filter(group => group.length > 1)
    .flatMap(group => {
      const files = group.map(one => one.location.path).join(' and ');
      return group.map(service =>
        diagnose(service, 'error', 'duplicate-name', 'metadata.name', [
          `The name "${service.name}" is used by ${files}: give each service a name of its own`,
        ]),
      );
    });
}

function findAliasCollisions(manifests: ServiceManifest[]): Diagnostic[] {
  const names = new Map(manifests.map(one => [one.name, one] as const));
  const owners = new Map<string, ServiceManifest>();
  return manifests.flatMap(manifest =>
    manifest.aliases.flatMap((alias, index): Diagnostic[] => {
      const other = names.get(alias) ?? owners.get(alias);
      if (!owners.has(alias)) {
        owners.set(alias, manifest);
      }
      if (!other || other.name === manifest.name) {
        return [];
      }
      return [
        diagnose(manifest, 'warning', 'alias-taken', `spec.aliases[${index}]`, [
          `The alias "${alias}" already means "${other.name}" (${other.location.path}): choose another`,
        ]),
      ];
    }),
  );
}

type WithPositions = Pick<ServiceManifest, 'positions'>;

function diagnose(
  manifest: Pick<ServiceManifest, 'location'> & WithPositions,
  severity: Diagnostic['severity'],
  code: string,
  field: string,
  sentence: string[],
): Diagnostic {
  const message = sentence.join('');
  return diagnoseManifest(manifest, { severity, code, field, message });
}
