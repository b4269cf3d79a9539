import type { ResolvedDependency } from './ResolvedDependency';
import { diagnoseManifest } from './diagnoseManifest';
import type { Diagnostic } from '../diagnostics/Diagnostic';
import { findCycles } from './findCycles';
import type { ServiceManifest } from '../schema/ServiceManifest';

const NAMED_STEPS = 8;

/**
 * Services that need each other in a circle: one warning for each. Optional dependencies close no circle.
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
  const circles = findCycles(edges);
  const told = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const manifest of manifests) {
    const { name } = manifest;
    const circle = circles.get(name);
    if (!circle || told.has(name)) {
      continue;
    }
    told.add(name);
    const next = circle.way?.[1];
    const isOnCircle = (service?: string) =>
      next === undefined
        ? service !== undefined && circles.has(service)
        : service === next;
    const index = dependencies
      .get(name)
      ?.findIndex(one => !one.optional && isOnCircle(one.service));
    const round = circle.way
      ? describeWay(circle.way)
      : `${circle.size} services that all need each other`;
    diagnostics.push(
      diagnoseManifest(manifest, {
        severity: 'warning',
        code: 'circular-dependency',
        field: `spec.dependencies[${index}]`,
        message: `"${name}" needs itself by way of others (${round}): remove one of these dependencies, or mark one that can be missing with \`optional: true\``,
      }),
    );
  }
  return diagnostics;
}

function describeWay(way: string[]): string {
  const more = way.length - NAMED_STEPS;
  const steps =
    more > 0 ? [...way.slice(0, NAMED_STEPS - 1), `${more} more`, way[0]] : way;
  return steps.join(' → ');
}
