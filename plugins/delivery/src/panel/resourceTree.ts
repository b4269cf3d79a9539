import type { ResourceNode } from '@stonegarden/backstage-plugin-delivery-common';

/**
 * A resource with what belongs to it.
 *
 * @internal
 */
export interface ResourceBranch {
  node: ResourceNode;
  children: ResourceBranch[];
}

/**
 * Resources as a tree, in their own order. One with several parents stands under the first that is there; one whose parents
 * are not there, or that belong to each other, stands at the top, so that none is lost.
 *
 * @internal
 */
export function resourceTree(nodes: ResourceNode[]): ResourceBranch[] {
  const branches = new Map<string, ResourceBranch>(
    nodes.map(node => [node.id, { node, children: [] }]),
  );
  const placed = new Set<string>();
  const roots: ResourceBranch[] = [];
  // A parent comes before its children, so one that comes later is part of a circle.
  for (const node of nodes) {
    const branch = branches.get(node.id)!;
    const parent = node.parents.find(id => placed.has(id));
    (parent ? branches.get(parent)!.children : roots).push(branch);
    placed.add(node.id);
  }
  return roots;
}
