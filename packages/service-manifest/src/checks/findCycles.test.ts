import fc from 'fast-check';
import { findCycles } from './findCycles';

function cycles(edges: Record<string, string[]>) {
  return Object.fromEntries(
    [...findCycles(new Map(Object.entries(edges)))].map(([node, one]) => [
      node,
      one.path?.join(' '),
    ]),
  );
}

describe('findCycles', () => {
  it('finds the shortest path back to each member', () => {
    expect(
      cycles({ a: ['b', 'a'], b: ['c', 'gone'], c: ['b', 'a'], d: ['a'] }),
    ).toEqual({ a: 'a b c a', b: 'b c b', c: 'c b c' });
    expect(cycles({ a: ['a'], b: ['a'] })).toEqual({});
  });

  it('names the members of a cycle of very many, without a path', () => {
    const size = 20_000;
    const edges = Array.from({ length: size }, (_, at): [string, string[]] => [
      `n${at}`,
      [`n${(at + 1) % size}`],
    ]);
    const found = findCycles(new Map(edges));
    expect(found.size).toBe(size);
    expect(found.get('n7')).toEqual({ size });
  });

  it('agrees with a search from every node', () => {
    const node = fc.constantFrom(...'abcdefgh');
    fc.assert(
      fc.property(fc.dictionary(node, fc.array(node)), graph => {
        const edges = new Map(Object.entries(graph));
        const reaches = (from: string, to: string) => {
          const seen = new Set<string>();
          const queue = edges.get(from)?.filter(one => one !== from) ?? [];
          for (const one of queue) {
            if (!seen.has(one)) {
              seen.add(one);
              queue.push(...(edges.get(one) ?? []));
            }
          }
          return seen.has(to);
        };
        const found = findCycles(edges);
        for (const start of edges.keys()) {
          expect(found.has(start)).toBe(reaches(start, start));
          const path = found.get(start)?.path ?? [];
          path.slice(1).forEach((to, at) => {
            expect(edges.get(path[at])).toContain(to);
          });
        }
      }),
    );
  });
});
