import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { ServiceProblem } from '@stonegarden/backstage-plugin-delivery-common';
import { entityProblems } from './entityProblems';
import { entityTeam } from '../shared/entityTeam';

/**
 * One problem and whose it is.
 *
 * @internal
 */
export interface ProblemEntry {
  entity: Entity;
  /** Empty when nobody owns the entity. */
  team: string;
  problem: ServiceProblem;
}

/**
 * By what problems are counted and filtered.
 *
 * @internal
 */
export type ProblemFacet = 'severity' | 'team' | 'code';

/**
 * What is to be shown: any of the values of a facet, all of them when it has none, and every word of the text.
 *
 * @internal
 */
export type ProblemFilter = Record<ProblemFacet, string[]> & { text: string };

/**
 * A manifest and those of its problems that are to be shown.
 *
 * @internal
 */
export interface ManifestProblems {
  ref: string;
  entity: Entity;
  team: string;
  problems: ServiceProblem[];
}

const VALUES: Record<ProblemFacet, (entry: ProblemEntry) => string> = {
  severity: ({ problem }) => problem.severity,
  team: ({ team }) => team,
  code: ({ problem }) => problem.code,
};
const FACETS: ProblemFacet[] = ['severity', 'team', 'code'];

/** @internal */
export function listProblems(entities: Entity[]): ProblemEntry[] {
  return entities.flatMap(entity =>
    entityProblems(entity).map(problem => ({
      entity,
      team: entityTeam(entity) ?? '',
      problem,
    })),
  );
}

/** @internal */
export function filterProblems(
  entries: ProblemEntry[],
  filter: ProblemFilter,
): ProblemEntry[] {
  return FACETS.reduce(
    (left, facet) => keep(left, facet, filter),
    withText(entries, filter),
  );
}

/**
 * How many problems each value of a facet has under all other filters, the most frequent first; severity keeps its
 * order. Chosen values stay in the list, so that they can be left again.
 *
 * @internal
 */
export function countProblems(
  entries: ProblemEntry[],
  facet: ProblemFacet,
  filter: ProblemFilter,
): Array<{ value: string; count: number }> {
  const counts = new Map(filter[facet].map(value => [value, 0]));
  const others = FACETS.filter(other => other !== facet).reduce(
    (left, other) => keep(left, other, filter),
    withText(entries, filter),
  );
  for (const entry of others) {
    const value = VALUES[facet](entry);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const counted = Array.from(counts, ([value, count]) => ({ value, count }));
  return facet === 'severity'
    ? counted.sort((a, b) => a.value.localeCompare(b.value))
    : counted.sort(
        (a, b) => b.count - a.count || a.value.localeCompare(b.value),
      );
}

/**
 * Problems by manifest: manifests with errors first, then by name.
 *
 * @internal
 */
export function groupProblems(entries: ProblemEntry[]): ManifestProblems[] {
  const groups = new Map<string, ManifestProblems>();
  for (const { entity, team, problem } of entries) {
    const ref = stringifyEntityRef(entity);
    const group = groups.get(ref) ?? { ref, entity, team, problems: [] };
    group.problems.push(problem);
    groups.set(ref, group);
  }
  return [...groups.values()].sort(
    (a, b) =>
      Number(hasError(b)) - Number(hasError(a)) ||
      a.entity.metadata.name.localeCompare(b.entity.metadata.name),
  );
}

function hasError({ problems }: ManifestProblems): boolean {
  return problems.some(({ severity }) => severity === 'error');
}

function keep(
  entries: ProblemEntry[],
  facet: ProblemFacet,
  filter: ProblemFilter,
): ProblemEntry[] {
  const wanted = new Set(filter[facet]);
  return wanted.size === 0
    ? entries
    : entries.filter(entry => wanted.has(VALUES[facet](entry)));
}

function withText(
  entries: ProblemEntry[],
  { text }: ProblemFilter,
): ProblemEntry[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries;
  return entries.filter(({ entity, team, problem }) => {
    const { name, title } = entity.metadata;
    const { code, message, file } = problem;
    const all = [name, title, team, code, message, file]
      .join(' ')
      .toLocaleLowerCase();
    return words.every(word => all.includes(word));
  });
}
