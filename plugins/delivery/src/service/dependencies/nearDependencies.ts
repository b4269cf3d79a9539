import {
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';

/**
 * How one service relates to another: `dependencies` are what it depends on, `dependents` what depends on it, each
 * directly or through a service of the direct group.
 *
 * @internal
 */
export type DependencyGroup =
  | 'dependencies'
  | 'indirectDependencies'
  | 'dependents'
  | 'indirectDependents';

/**
 * Services around one, at most two steps away. In a cycle a service is in the groups of both directions.
 *
 * @internal
 */
export interface NearDependencies {
  root: string;
  /** Entity refs in order of name. */
  groups: Record<DependencyGroup, string[]>;
  /** From a service to its dependency, each pair once; both ends are the root or in a group. */
  edges: Array<{ from: string; to: string }>;
}

type Direction = typeof RELATION_DEPENDS_ON | typeof RELATION_DEPENDENCY_OF;

/**
 * Refs of the services an entity depends on, or of its dependents, in order of name.
 *
 * @internal
 */
export function directDependencies(
  entity: Entity,
  direction: Direction,
): string[] {
  const refs = (entity.relations ?? [])
    .filter(({ type }) => type === direction)
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
  const step = (direction: Direction) => {
    const first = directDependencies(entity, direction).filter(
      ref => ref !== root,
    );
    const near = new Set([root, ...first]);
    const second = first.flatMap(ref => {
      const found = entities.get(ref);
      return found ? directDependencies(found, direction) : [];
    });
    return {
      first,
      second: [...new Set(second)].filter(ref => !near.has(ref)).sort(),
    };
  };
  const dependencies = step(RELATION_DEPENDS_ON);
  const dependents = step(RELATION_DEPENDENCY_OF);
  const groups = {
    dependencies: dependencies.first,
    indirectDependencies: dependencies.second,
    dependents: dependents.first,
    indirectDependents: dependents.second,
  };

  const members = new Set([root, ...Object.values(groups).flat()]);
  const edges = new Map<string, { from: string; to: string }>();
  for (const [ref, known] of [[root, entity] as const, ...entities]) {
    const of = (direction: Direction) =>
      members.has(ref)
        ? directDependencies(known, direction).filter(
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
