import { serviceEntity } from '../../__testUtils__/delivery';
import { nearDependencies } from './nearDependencies';

const ref = (name: string) => `component:default/${name}`;

function service(
  name: string,
  dependencies: string[],
  dependents: string[] = [],
) {
  return {
    ...serviceEntity({}, name),
    relations: [
      ...dependencies.map(other => ({
        type: 'dependsOn',
        targetRef: ref(other),
      })),
      ...dependents.map(other => ({
        type: 'dependencyOf',
        targetRef: ref(other),
      })),
      { type: 'dependsOn', targetRef: 'resource:default/in-cluster' },
      { type: 'ownedBy', targetRef: 'group:default/product' },
    ],
  };
}

function around(
  root: ReturnType<typeof service>,
  ...others: Array<ReturnType<typeof service>>
) {
  const { groups, edges } = nearDependencies(
    root,
    new Map(others.map(one => [ref(one.metadata.name), one])),
  );
  const name = (text: string) => text.replace('component:default/', '');
  return {
    groups: Object.fromEntries(
      Object.entries(groups).map(([key, refs]) => [key, refs.map(name)]),
    ),
    edges: edges.map(({ from, to }) => `${name(from)} > ${name(to)}`).sort(),
  };
}

describe('nearDependencies', () => {
  it('goes two steps in each direction, along one direction', () => {
    const { groups, edges } = around(
      service('shop', ['kafka', 'postgres'], ['web']),
      service('kafka', ['storage'], ['shop', 'unrelated']),
      service('postgres', ['storage', 'kafka'], ['shop']),
      service('web', ['shop', 'other'], ['gateway']),
    );
    expect(groups).toEqual({
      dependencies: ['kafka', 'postgres'],
      indirectDependencies: ['storage'],
      dependents: ['web'],
      indirectDependents: ['gateway'],
    });
    expect(edges).toEqual([
      'gateway > web',
      'kafka > storage',
      'postgres > kafka',
      'postgres > storage',
      'shop > kafka',
      'shop > postgres',
      'web > shop',
    ]);
  });

  it('ends in a cycle, with both ways named', () => {
    const { groups, edges } = around(
      service('a', ['a', 'b', 'c'], ['a', 'b', 'c']),
      service('b', ['a', 'c'], ['a']),
      service('c', ['a'], ['a', 'b']),
    );
    expect(groups).toEqual({
      dependencies: ['b', 'c'],
      indirectDependencies: [],
      dependents: ['b', 'c'],
      indirectDependents: [],
    });
    expect(edges).toEqual(['a > b', 'a > c', 'b > a', 'b > c', 'c > a']);
  });

  it('keeps the name of a service that the catalog does not have', () => {
    expect(around(service('shop', ['gone'])).groups.dependencies).toEqual([
      'gone',
    ]);
  });
});
