import type { ResolvedDependency } from './ResolvedDependency';
import { diagnoseManifest } from './diagnoseManifest';
import type { Diagnostic } from '../diagnostics/Diagnostic';
import { findCycles } from './findCycles';
import type { ServiceManifest } from '../schema/ServiceManifest';

const NAMED_STEPS = 8;

/**
 * Services that depend on each other in a cycle: one warning for each. Optional dependencies do not close a cycle.
 *
 * @internal
 */
export function findCircularDependencies(
  manifests: ServiceManifest[],
  dependencies: Map<string, ResolvedDependency[]>,
): Diagnostic[] {
  const edges = new Map<string, string[]>();
  for (const [name, resolved] of dependencies) {
    edges.set(
      name,
      resolved.flatMap(({ service, optional }) =>
        service !== undefined && !optional ? [service] : [],
      ),
    );
  }
  const cycles = findCycles(edges);
  const told = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const manifest of manifests) {
    const { name } = manifest;
    const cycle = cycles.get(name);
    if (!cycle || told.has(name)) {
      continue;
    }
    told.add(name);
    const next = cycle.path?.[1];
    const isOnCycle = (service?: string) =>
      next === undefined
        ? service !== undefined && cycles.has(service)
        : service === next;
    const index = dependencies
      .get(name)
      ?.findIndex(one => !one.optional && isOnCycle(one.service));
    const description = cycle.path
      ? describePath(cycle.path)
      : `${cycle.size} services that all depend on each other`;
    diagnostics.push(
      diagnoseManifest(manifest, {
        severity: 'warning',
        code: 'circular-dependency',
        field: `spec.dependencies[${index}]`,
        message: `"${name}" depends on itself through other services (${description}): remove one of these dependencies, or mark one that the service can do without with \`optional: true\``,
      }),
    );
  }
  return diagnostics;
}

function describePath(path: string[]): string {
  const more = path.length - NAMED_STEPS;
  const steps =
    more > 0
      ? [...path.slice(0, NAMED_STEPS - 1), `${more} more`, path[0]]
      : path;
  return steps.join(' → ');
}
