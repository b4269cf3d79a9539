import type { ResourceNode } from '@stonegarden/backstage-plugin-delivery-common';
import { type ResourceBranch, resourceTree } from './resourceTree';

const node = (id: string, parents: string[] = []): ResourceNode => ({
  id,
  parents,
  kind: 'Pod',
  name: id,
  facts: [],
  images: [],
});
const shape = (branches: ResourceBranch[]): unknown =>
  branches.map(branch => [branch.node.id, shape(branch.children)]);

describe('resourceTree', () => {
  it('puts each resource under what it belongs to', () => {
    expect(
      shape(
        resourceTree([
          node('deployment'),
          node('replicaSet', ['deployment']),
          node('pod', ['replicaSet']),
          node('service'),
        ]),
      ),
    ).toEqual([
      ['deployment', [['replicaSet', [['pod', []]]]]],
      ['service', []],
    ]);
  });

  it('loses none whose parent is missing, or whose parents make a circle', () => {
    expect(
      shape(
        resourceTree([
          node('pod', ['gone']),
          node('a', ['b']),
          node('b', ['a']),
        ]),
      ),
    ).toEqual([
      ['pod', []],
      ['a', [['b', []]]],
    ]);
  });
});
