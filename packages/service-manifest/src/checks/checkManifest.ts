import { checkEnvironment } from './checkEnvironment';
import { checkPath } from './checkPath';
import { checkPromotion } from './checkPromotion';
import { checkSla } from './checkSla';
import type { ManifestFinding } from './ManifestFinding';
import { FieldPath, formatFieldPath } from '../yaml/fieldPath';
import type { ServiceManifestDocument } from '../schema/manifestSchema';
import type { ServiceManifest } from '../schema/ServiceManifest';

/**
 * Rules that a schema cannot express: environments that collide, dependencies named twice, values that contradict each other.
 *
 * @internal
 */
export function checkManifest(
  manifest: ServiceManifest,
  document: ServiceManifestDocument,
): ManifestFinding[] {
  return [
    ...checkEnvironments(manifest, document),
    ...manifest.environments.flatMap((_, index) =>
      checkPath(
        manifest.environments,
        index,
        pathOf(manifest.environments[index].name, index, document),
      ),
    ),
    ...checkDependencies(manifest),
    ...checkSla(manifest),
    ...checkPromotion(manifest),
    ...manifest.environments.flatMap((environment, index) =>
      checkEnvironment(
        environment,
        pathOf(environment.name, index, document),
        manifest,
      ),
    ),
  ];
}

function checkEnvironments(
  manifest: ServiceManifest,
  document: ServiceManifestDocument,
): ManifestFinding[] {
  const findings: ManifestFinding[] = [];
  const byName = new Map<string, FieldPath>();
  const byPlace = new Map<string, string>();
  manifest.environments.forEach((environment, index) => {
    const { name, cluster, namespace } = environment;
    const path = pathOf(name, index, document);
    const first = byName.get(name);
    if (first) {
      findings.push({
        severity: 'error',
        code: 'duplicate-environment',
        path: [...path, 'name'],
        message: `The environment "${name}" is listed twice, first as \`${formatFieldPath(
          first,
        )}\`: give each a name of its own`,
      });
    } else {
      byName.set(name, path);
    }
    const place = `${cluster}/${namespace}`;
    const other = byPlace.get(place);
    if (other === undefined) {
      byPlace.set(place, name);
    } else if (other !== name) {
      findings.push({
        severity: 'error',
        code: 'duplicate-namespace',
        path: [...path, 'namespace'],
        message: `"${name}" and "${other}" share the namespace "${namespace}" on cluster "${cluster}", so each would overwrite the other: give each a namespace of its own`,
      });
    }
  });
  return findings;
}

function pathOf(
  name: string,
  index: number,
  document: ServiceManifestDocument,
): FieldPath {
  const isList = Array.isArray(document.spec.environments);
  return ['spec', 'environments', isList ? index : name];
}

function checkDependencies(manifest: ServiceManifest): ManifestFinding[] {
  const seen = new Set<string>();
  return manifest.dependencies.flatMap(({ ref }, index): ManifestFinding[] => {
    if (!seen.has(ref)) {
      seen.add(ref);
      return [];
    }
    return [
      {
        severity: 'warning',
        code: 'duplicate-dependency',
        path: ['spec', 'dependencies', index],
        message: `The dependency "${ref}" is listed twice: remove one of them`,
      },
    ];
  });
}
