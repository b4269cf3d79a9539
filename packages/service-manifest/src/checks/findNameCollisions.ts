import type { KnownService } from './KnownService';
import { diagnoseManifest } from './diagnoseManifest';
import type { Diagnostic } from '../diagnostics/Diagnostic';
import type { ServiceManifest } from '../schema/ServiceManifest';

/** How many files with the same name a message lists. */
const NAMED_FILES = 5;

type Placed = KnownService & Pick<ServiceManifest, 'positions'>;

/**
 * Services that share a name: one error for each of them, with the files of all.
 *
 * @internal
 */
export function findDuplicateNames(services: Placed[]): Diagnostic[] {
  const groups = new Map<string, Placed[]>();
  for (const service of services) {
    const group = groups.get(service.name);
    if (group) {
      group.push(service);
    } else {
      groups.set(service.name, [service]);
    }
  }
  const diagnostics: Diagnostic[] = [];
  for (const group of groups.values()) {
    if (group.length > 1) {
      const more = group.length - NAMED_FILES;
      const files = group
        .slice(0, NAMED_FILES)
        .map(one => one.location.path)
        .concat(more > 0 ? `${more} more` : [])
        .join(' and ');
      for (const service of group) {
        diagnostics.push(
          diagnoseManifest(service, {
            severity: 'error',
            code: 'duplicate-name',
            field: 'metadata.name',
            message: `The name "${service.name}" is used by ${files}: give each service a name of its own`,
          }),
        );
      }
    }
  }
  return diagnostics;
}

/**
 * Aliases that are already the name or an alias of another service: a warning at the later one.
 *
 * @internal
 */
export function findAliasCollisions(
  manifests: ServiceManifest[],
): Diagnostic[] {
  const names = new Map(manifests.map(one => [one.name, one] as const));
  const owners = new Map<string, ServiceManifest>();
  const diagnostics: Diagnostic[] = [];
  for (const manifest of manifests) {
    for (const [index, alias] of manifest.aliases.entries()) {
      const other = names.get(alias) ?? owners.get(alias);
      if (!owners.has(alias)) {
        owners.set(alias, manifest);
      }
      if (!other || other.name === manifest.name) {
        continue;
      }
      diagnostics.push(
        diagnoseManifest(manifest, {
          severity: 'warning',
          code: 'alias-taken',
          field: `spec.aliases[${index}]`,
          message: `The alias "${alias}" already means "${other.name}" (${other.location.path}): choose another`,
        }),
      );
    }
  }
  return diagnostics;
}
