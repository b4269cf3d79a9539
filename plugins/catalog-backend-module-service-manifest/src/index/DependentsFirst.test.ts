import type { Entity } from '@backstage/catalog-model';
import fc from 'fast-check';
import { runSteps } from '@stonegarden/service-manifest';
import { DependentsFirst } from './DependentsFirst';

function component(name: string, ...dependencies: string[]): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name },
    spec: {
      dependsOn: dependencies.map(other => `component:default/${other}`),
    },
  };
}

const namesOf = (entities: Entity[]) =>
  entities.map(({ metadata }) => metadata.name);

describe('DependentsFirst', () => {
  it('puts off what others depend on', () => {
    const order = new DependentsFirst();
    order.add(component('database'));
    order.add(component('shop', 'database', 'elsewhere'));
    expect(namesOf(order.takeFree())).toEqual(['shop']);
    order.add(component('elsewhere'));
    order.add(component('mail'));
    expect(namesOf(order.takeFree())).toEqual(['mail']);
    expect(namesOf(runSteps(order.takeAll()))).toEqual([
      'database',
      'elsewhere',
    ]);
    expect(runSteps(order.takeAll())).toEqual([]);
  });

  it('takes each entity once, and before what it depends on unless that is a circle', () => {
    const name = fc.nat(9).map(String);
    const graph = fc.array(fc.tuple(name, fc.array(name)));
    fc.assert(
      fc.property(graph, edges => {
        const dependencies = new Map(edges);
        const order = new DependentsFirst();
        for (const [one, others] of dependencies) {
          order.add(component(one, ...others));
        }
        const free = namesOf(order.takeFree());
        const taken = [...free, ...namesOf(runSteps(order.takeAll()))];
        expect([...taken].sort()).toEqual([...dependencies.keys()].sort());
        const canReach = (
          from: string,
          to: string,
          seen = new Set(),
        ): boolean =>
          (dependencies.get(from) ?? []).some(
            next =>
              next === to ||
              (!seen.has(next) && canReach(next, to, seen.add(next))),
          );
        const isCircular = (one: string) =>
          [...dependencies.keys()].some(
            other =>
              canReach(other, other) && (one === other || canReach(other, one)),
          );
        for (const [index, one] of taken.entries()) {
          const late = taken
            .slice(0, index)
            .filter(earlier => dependencies.get(one)?.includes(earlier));
          expect(late.filter(earlier => !isCircular(earlier))).toEqual([]);
        }
      }),
    );
  });
});
