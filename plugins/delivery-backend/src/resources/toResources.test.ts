import {
  MAX_RESOURCE_NODES,
  type ResourceNode,
} from '@stonegarden/backstage-plugin-delivery-common';
import * as fc from 'fast-check';
import { recording } from '../__testUtils__/fixtures';
import { toResources } from './toResources';

const AS_OF = '2026-11-29T00:20:00.000Z';
const of = (name: string, application?: string) =>
  toResources(
    recording(`resource-tree-${name}`),
    application && recording(application),
    AS_OF,
  );
const kindsOf = (nodes: ResourceNode[]) => nodes.map(({ kind }) => kind);

describe('toResources', () => {
  it('tells a canary: its Rollout above its ReplicaSets above their pods', () => {
    const { nodes, total, asOf } = of('canary-paused', 'get-canary-paused');
    expect([asOf, total]).toEqual([AS_OF, nodes.length]);
    const byId = new Map(nodes.map(node => [node.id, node]));
    const pod = nodes.find(({ kind }) => kind === 'Pod')!;
    const set = byId.get(pod.parents[0])!;
    const rollout = byId.get(set.parents[0])!;
    expect(kindsOf([pod, set, rollout])).toEqual([
      'Pod',
      'ReplicaSet',
      'Rollout',
    ]);
    expect(pod.facts).toContainEqual({
      name: 'Status Reason',
      value: 'Running',
    });
    expect(pod).not.toHaveProperty('sync');
    expect(rollout).toMatchObject({ sync: 'Synced', health: 'Suspended' });
  });

  it('begins with what is worst, and says why', () => {
    const { nodes } = of('degraded-never-scheduled');
    expect(nodes[0].kind).toBe('Deployment');
    expect(nodes[0].health).toBe('Degraded');
    const pods = nodes.filter(({ kind }) => kind === 'Pod');
    expect(pods[0].health).not.toBe('Healthy');
  });

  it('says what Git no longer has, and not while Argo CD cannot compare', () => {
    const application = recording('get-requires-pruning');
    const leftOver = (sync: string) => ({
      ...application,
      status: {
        ...application.status,
        sync: { status: sync },
        resources: application.status.resources.map((each: object) => ({
          ...each,
          status: 'OutOfSync',
          requiresPruning: true,
        })),
      },
    });
    const tree = recording('resource-tree-requires-pruning');
    const pruned = (sync: string) =>
      toResources(tree, leftOver(sync), AS_OF).nodes.filter(
        ({ requiresPruning }) => requiresPruning,
      );
    expect(pruned('OutOfSync').length).toBe(
      application.status.resources.length,
    );
    expect(pruned('OutOfSync')[0].sync).toBe('OutOfSync');
    expect(pruned('Unknown')).toEqual([]);
  });

  it('has each node once and parents first, whatever the tree, within its bound', () => {
    const node = fc.record({
      uid: fc.integer({ min: 0, max: 30 }).map(String),
      kind: fc.constantFrom('Pod', 'Job', 'Service'),
      name: fc.string({ minLength: 1, maxLength: 4 }),
      parentRefs: fc.array(
        fc.record({ uid: fc.integer({ min: 0, max: 30 }).map(String) }),
        { maxLength: 2 },
      ),
      health: fc.option(
        fc.record({ status: fc.constantFrom('Healthy', 'Degraded', 'Odd') }),
        { nil: undefined },
      ),
    });
    fc.assert(
      fc.property(fc.array(node, { maxLength: 40 }), nodes => {
        const { nodes: told, total } = toResources({ nodes }, undefined, AS_OF);
        const ids = told.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(new Set(ids)).toEqual(new Set(nodes.map(({ uid }) => uid)));
        expect(total).toBe(told.length);
        // In a tree without cycles no parent follows its child.
        const isTree = nodes.every(({ uid, parentRefs }) =>
          parentRefs.every(parent => Number(parent.uid) < Number(uid)),
        );
        told.forEach(({ parents }, index) =>
          parents.forEach(parent =>
            expect(!isTree || ids.indexOf(parent) < index).toBe(true),
          ),
        );
      }),
    );
    const many = Array.from({ length: MAX_RESOURCE_NODES + 5 }, (_, index) => ({
      kind: 'Pod',
      name: `p${index}`,
    }));
    const bounded = toResources({ nodes: many }, undefined, AS_OF);
    expect([bounded.nodes.length, bounded.total]).toEqual([
      MAX_RESOURCE_NODES,
      MAX_RESOURCE_NODES + 5,
    ]);
  });

  it('leaves addresses out', () => {
    const { nodes } = toResources(
      {
        nodes: [
          {
            kind: 'Pod',
            name: 'a',
            health: { status: 'Degraded', message: 'dial 10.1.2.3:443' },
            info: [{ name: 'Status Reason', value: 'at https://x.internal/' }],
          },
        ],
      },
      undefined,
      AS_OF,
    );
    expect(JSON.stringify(nodes)).not.toMatch(/10\.1\.2\.3|x\.internal/);
  });
});
