import { isDeepStrictEqual } from 'node:util';
import { type Fields, isFields } from './KubernetesObject';

/** A key of a map, a place in a list, or an entry of a list by its `name`. */
export type PathSegment = string | number | { name: string };

/** A value that differs: `before` is missing where it is added, `after` where it is removed. */
export interface ValueDifference {
  path: PathSegment[];
  before?: { value: unknown };
  after?: { value: unknown };
  /** Where an entry is added to a list whose entries have names: its place there afterwards. */
  place?: number;
}

/** The names of a list's entries, where each has one of its own: Kubernetes merges such lists by them. */
function namesOf(list: unknown[]): string[] | undefined {
  const names = list.map(one => (isFields(one) ? one.name : undefined));
  const areNamed = names.every(name => typeof name === 'string');
  return areNamed && new Set(names).size === names.length ? names : undefined;
}

/**
 * How a value differs from another, as deep as both have the same shape. Lists of named entries are compared by name, others
 * by place where they are of one length, and as a whole otherwise.
 */
export function compareValues(
  before: unknown,
  after: unknown,
  path: PathSegment[] = [],
): ValueDifference[] {
  if (isDeepStrictEqual(before, after)) {
    return [];
  }
  if (isFields(before) && isFields(after)) {
    return compareMaps(before, after, path);
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    return compareLists(before, after, path);
  }
  return [{ path, before: { value: before }, after: { value: after } }];
}

function compareMaps(
  before: Fields,
  after: Fields,
  path: PathSegment[],
): ValueDifference[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].sort().flatMap(key => {
    const here = [...path, key];
    if (!Object.hasOwn(after, key)) {
      return [{ path: here, before: { value: before[key] } }];
    }
    return Object.hasOwn(before, key)
      ? compareValues(before[key], after[key], here)
      : [{ path: here, after: { value: after[key] } }];
  });
}

function compareLists(
  before: unknown[],
  after: unknown[],
  path: PathSegment[],
): ValueDifference[] {
  const names = { before: namesOf(before), after: namesOf(after) };
  if (names.before && names.after && before.length + after.length > 0) {
    const kept = names.before.filter(name => names.after?.includes(name));
    const stays = names.after.filter(name => names.before?.includes(name));
    if (isDeepStrictEqual(kept, stays)) {
      return compareNamed(before, after, names.before, names.after, path);
    }
  }
  return before.length === after.length
    ? before.flatMap((one, index) =>
        compareValues(one, after[index], [...path, index]),
      )
    : [{ path, before: { value: before }, after: { value: after } }];
}

function compareNamed(
  before: unknown[],
  after: unknown[],
  beforeNames: string[],
  afterNames: string[],
  path: PathSegment[],
): ValueDifference[] {
  const removedOrChanged = beforeNames.flatMap((name, index) => {
    const here = [...path, { name }];
    const now = afterNames.indexOf(name);
    return now < 0
      ? [{ path: here, before: { value: before[index] } }]
      : compareValues(before[index], after[now], here);
  });
  const added = afterNames.flatMap((name, place) =>
    beforeNames.includes(name)
      ? []
      : [{ path: [...path, { name }], after: { value: after[place] }, place }],
  );
  return [...removedOrChanged, ...added];
}
