import type { DependencyGroup, NearDependencies } from './nearDependencies';

/**
 * A node of the graph: a service, or those of a group that have no room.
 *
 * @internal
 */
export type PickedNode =
  | { id: string; kind: 'root' | 'service'; ref: string }
  | { id: string; kind: 'more'; group: DependencyGroup; count: number };

/** In this order a service that is in several groups, as in a cycle, gets its place. */
const GROUPS: DependencyGroup[] = [
  'dependencies',
  'dependents',
  'indirectDependencies',
  'indirectDependents',
];
const NEXT_TO: Record<DependencyGroup, DependencyGroup | 'root'> = {
  dependencies: 'root',
  dependents: 'root',
  indirectDependencies: 'dependencies',
  indirectDependents: 'dependents',
};

/**
 * Of each group the first few by `compare`, and one node for all others, so that a service that hundreds need stays
 * readable. What leads to a left-out service leads to the node that stands for it.
 *
 * @param most - nodes of a group, the one for the others included
 * @internal
 */
export function pickForGraph(
  near: NearDependencies,
  most: number,
  compare: (a: string, b: string) => number,
): { nodes: PickedNode[]; edges: NearDependencies['edges'] } {
  const nodes: PickedNode[] = [{ id: near.root, kind: 'root', ref: near.root }];
  /** The node a service is shown by, and the group of that node. */
  const places = new Map<string, { id: string; group: string }>([
    [near.root, { id: near.root, group: 'root' }],
  ]);
  for (const group of GROUPS) {
    const left = near.groups[group].filter(ref => !places.has(ref));
    const fits = left.length <= most;
    const ordered = fits ? left : [...left].sort(compare);
    const shown = fits ? ordered : ordered.slice(0, most - 1);
    for (const ref of shown) {
      nodes.push({ id: ref, kind: 'service', ref });
      places.set(ref, { id: ref, group });
    }
    const others = ordered.slice(shown.length);
    if (others.length > 0) {
      const id = `more:${group}`;
      nodes.push({ id, kind: 'more', group, count: others.length });
      others.forEach(ref => places.set(ref, { id, group }));
    }
  }

  const edges = new Map<string, { from: string; to: string }>();
  for (const edge of near.edges) {
    const from = places.get(edge.from);
    const to = places.get(edge.to);
    if (!from || !to || from.id === to.id) continue;
    // Whatever else those left out are connected to would be lines without meaning.
    const standsForMany = [from, to].some(({ id }) => id.startsWith('more:'));
    if (standsForMany && !areNeighbours(from.group, to.group)) continue;
    edges.set(`${from.id} ${to.id}`, { from: from.id, to: to.id });
  }
  return { nodes, edges: [...edges.values()] };
}

function areNeighbours(a: string, b: string): boolean {
  return Object.entries(NEXT_TO).some(
    ([group, next]) =>
      (group === a && next === b) || (group === b && next === a),
  );
}
