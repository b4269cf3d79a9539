import type { NearDependencies } from './nearDependencies';
import { pickForGraph } from './pickForGraph';

const byName = (a: string, b: string) => a.localeCompare(b);

function near(overrides: Partial<NearDependencies['groups']>) {
  const groups = {
    dependencies: [],
    indirectDependencies: [],
    dependents: [],
    indirectDependents: [],
    ...overrides,
  };
  const edges = [
    ...groups.dependencies.map(to => ({ from: 'root', to })),
    ...groups.dependents.map(from => ({ from, to: 'root' })),
  ];
  return { root: 'root', groups, edges };
}

const many = Array.from(
  { length: 300 },
  (_, index) => `dependent-${String(index).padStart(3, '0')}`,
);

describe('pickForGraph', () => {
  it('shows everything that has room', () => {
    const { nodes, edges } = pickForGraph(
      near({ dependencies: ['a', 'b'], dependents: ['c'] }),
      3,
      byName,
    );
    expect(nodes.map(({ id }) => id)).toEqual(['root', 'a', 'b', 'c']);
    expect(edges).toHaveLength(3);
  });

  it('groups 300 dependents, and shows those first that compare first', () => {
    const worst = 'dependent-299';
    const { nodes, edges } = pickForGraph(
      near({ dependents: many }),
      8,
      (a, b) => byName(b, a),
    );
    expect(nodes).toHaveLength(1 + 8);
    expect(nodes[1].id).toBe(worst);
    expect(nodes.at(-1)).toEqual({
      id: 'more:dependents',
      kind: 'more',
      group: 'dependents',
      count: 293,
    });
    expect(edges).toContainEqual({ from: 'more:dependents', to: 'root' });
    expect(edges).toHaveLength(8);
  });

  it('leads to a service behind one that is left out through the node that stands for it', () => {
    const model = near({
      dependencies: ['a', 'b', 'c'],
      indirectDependencies: ['deep'],
    });
    const { edges } = pickForGraph(
      {
        ...model,
        edges: [
          ...model.edges,
          { from: 'c', to: 'deep' },
          { from: 'b', to: 'a' },
        ],
      },
      2,
      byName,
    );
    expect(edges).toEqual([
      { from: 'root', to: 'a' },
      { from: 'root', to: 'more:dependencies' },
      { from: 'more:dependencies', to: 'deep' },
    ]);
  });

  it('gives a service of a cycle one place', () => {
    const { nodes, edges } = pickForGraph(
      near({ dependencies: ['a'], dependents: ['a'] }),
      8,
      byName,
    );
    expect(nodes.map(({ id }) => id)).toEqual(['root', 'a']);
    expect(edges).toEqual([
      { from: 'root', to: 'a' },
      { from: 'a', to: 'root' },
    ]);
  });
});
