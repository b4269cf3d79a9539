/** Paths are looked for in components of at most so many nodes. */
const SMALL = 32;

/**
 * Finds the nodes of a directed graph that lie on a cycle, in time linear to the graph's size.
 *
 * @param edges - by node, the nodes it leads to; edges to unknown nodes and to itself do not count
 * @returns by node, the shortest path from it back to it (`a` → `['a', 'b', 'a']`) and the size of its component; no path in
 * a component of very many nodes
 * @internal
 */
export function findCycles(
  edges: Map<string, string[]>,
): Map<string, { path?: string[]; size: number }> {
  const cycles = new Map<string, { path?: string[]; size: number }>();
  for (const component of findComponents(edges)) {
    const members = new Set(component);
    for (const member of component) {
      const size = component.length;
      const path =
        size <= SMALL ? shortestCycle(member, members, edges) : undefined;
      cycles.set(member, path ? { path, size } : { size });
    }
  }
  return cycles;
}

/** Strongly connected components of two or more nodes (Tarjan's algorithm, without recursion). */
function findComponents(edges: Map<string, string[]>): string[][] {
  const components: string[][] = [];
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const lower = (node: string, to: number) =>
    low.set(node, Math.min(low.get(node) ?? to, to));
  const enter = (node: string) => {
    order.set(node, order.size);
    lower(node, order.size - 1);
    open.push(node);
    isOpen.add(node);
    return { node, next: 0 };
  };
  for (const root of edges.keys()) {
    const stack = order.has(root) ? [] : [enter(root)];
    while (stack.length > 0) {
      const frame = stack[stack.length - 1];
      const { node } = frame;
      const target = edges.get(node)?.[frame.next++];
      if (target !== undefined) {
        if (edges.has(target) && !order.has(target)) {
          stack.push(enter(target));
        } else if (isOpen.has(target)) {
          lower(node, order.get(target) ?? 0);
        }
        continue;
      }
      stack.pop();
      const own = low.get(node) ?? 0;
      if (stack.length > 0) {
        lower(stack[stack.length - 1].node, own);
      }
      if (own === order.get(node)) {
        const component = open.splice(open.lastIndexOf(node));
        component.forEach(one => isOpen.delete(one));
        if (component.length > 1) {
          components.push(component);
        }
      }
    }
  }
  return components;
}

/** The shortest path from a node back to it within its component. */
function shortestCycle(
  start: string,
  members: Set<string>,
  edges: Map<string, string[]>,
): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const node of queue) {
    for (const target of edges.get(node) ?? []) {
      if (target === start && node !== start) {
        const path = [start];
        for (let at = node; at !== start; at = cameFrom.get(at) ?? start) {
          path.push(at);
        }
        return [...path, start].reverse();
      }
      if (members.has(target) && target !== start && !cameFrom.has(target)) {
        cameFrom.set(target, node);
        queue.push(target);
      }
    }
  }
  return undefined;
}
