import {
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';

/**
 * Which way and how far a service is from another: `needs` is what it needs, `neededBy` what needs it.
 *
 * @internal
 */
export type DependencyGroup = 'needs' | 'needs2' | 'neededBy' | 'neededBy2';

/**
 * Services around one, at most two steps away. In a cycle a service stands in the groups of both ways.
 *
 * @internal
 */
export type NearDependencies = {
  root: string;
  /** Entity refs in order of name. */
  groups: Record<DependencyGroup, string[]>;
  /** From who needs to what is needed, each pair once; both ends are the root or in a group. */
  edges: Array<{ from: string; to: string }>;
};

type Way = typeof RELATION_DEPENDS_ON | typeof RELATION_DEPENDENCY_OF;

/**
 * Refs of the services an entity needs, or that need it, in order of name.
 *
 * @internal
 */
export function directDependencies(entity: Entity, way: Way): string[] {
  const refs = (entity.relations ?? [])
    .filter(({ type }) => type === way)
    .map(({ targetRef }) => targetRef)
    .filter(ref => parseEntityRef(ref).kind.toLowerCase() === 'component');
  return [...new Set(refs)].sort();
}

/**
 * Services at most two steps away in each direction.
 *
 * @param entities - what is known of the services one step away, by ref
 * @internal
 */
export function nearDependencies(
  entity: Entity,
  entities: Map<string, Entity>,
): NearDependencies {
  const root = stringifyEntityRef(entity);
  const step = (way: Way) => {
    const first = directDependencies(entity, way).filter(ref => ref !== root);
    const near = new Set([root, ...first]);
    const second = first.flatMap(ref => {
      const found = entities.get(ref);
      return found ? directDependencies(found, way) : [];
    });
    return {
      first,
      second: [...new Set(second)].filter(ref => !near.has(ref)).sort(),
    };
  };
  const needs = step(RELATION_DEPENDS_ON);
  const neededBy = step(RELATION_DEPENDENCY_OF);
  const groups = {
    needs: needs.first,
    needs2: needs.second,
    neededBy: neededBy.first,
    neededBy2: neededBy.second,
  };

  const members = new Set([root, ...Object.values(groups).flat()]);
  const edges = new Map<string, { from: string; to: string }>();
  for (const [ref, known] of [[root, entity] as const, ...entities]) {
    const of = (way: Way) =>
      members.has(ref)
        ? directDependencies(known, way).filter(
            other => members.has(other) && other !== ref,
          )
        : [];
    for (const to of of(RELATION_DEPENDS_ON)) {
      edges.set(`${ref} ${to}`, { from: ref, to });
    }
    for (const from of of(RELATION_DEPENDENCY_OF)) {
      edges.set(`${from} ${ref}`, { from, to: ref });
    }
  }
  return { root, groups, edges: [...edges.values()] };
}
