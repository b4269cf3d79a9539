import { diagnoseManifest, environmentField } from './diagnoseManifest';
import type { Diagnostic } from '../diagnostics/Diagnostic';
import type { ServiceManifest } from '../schema/ServiceManifest';

/**
 * Environments in a namespace that a service of another team uses: a warning at the later one. Services of one team
 * may share a namespace.
 *
 * @internal
 */
export function findSharedNamespaces(
  manifests: ServiceManifest[],
): Diagnostic[] {
  const firstUsers = new Map<string, ServiceManifest>();
  const diagnostics: Diagnostic[] = [];
  for (const manifest of manifests) {
    for (const { name, cluster, namespace } of manifest.environments) {
      const place = `${cluster}/${namespace}`;
      const first = firstUsers.get(place);
      if (!first) {
        firstUsers.set(place, manifest);
        continue;
      }
      if (
        first.name === manifest.name ||
        first.owner.team === manifest.owner.team
      ) {
        continue;
      }
      diagnostics.push(
        diagnoseManifest(manifest, {
          severity: 'warning',
          code: 'namespace-of-other-team',
          field: environmentField(manifest, name, 'namespace'),
          message: `The namespace "${namespace}" on cluster "${cluster}" belongs to "${first.name}" of team "${first.owner.team}" (${first.location.path}): choose a namespace of your own`,
        }),
      );
    }
  }
  return diagnostics;
}
