import type { PathSegment, ValueDifference } from '../compareValues';
import { isFields } from '../KubernetesObject';

/** Something that has entries by keys, whether they are those of a map or places in a list. */
type Holder = Record<string | number, unknown>;

function indexOf(list: unknown[], name: string): number {
  return list.findIndex(one => isFields(one) && one.name === name);
}

function step(value: unknown, segment: PathSegment): unknown {
  if (typeof segment !== 'object') {
    return (value as Holder)[segment];
  }
  const list = value as unknown[];
  return list[indexOf(list, segment.name)];
}

/** The value that differences announce; the given one is not changed. */
export function applyDifferences(
  before: unknown,
  differences: readonly ValueDifference[],
): unknown {
  let result = structuredClone(before);
  for (const { path, after, place } of differences) {
    const last = path.at(-1);
    if (last === undefined) {
      result = after?.value;
      continue;
    }
    const holder = path.slice(0, -1).reduce(step, result);
    if (typeof last === 'object') {
      const list = holder as unknown[];
      const added = after ? [after.value] : [];
      if (place === undefined) {
        list.splice(indexOf(list, last.name), 1, ...added);
      } else {
        list.splice(place, 0, ...added);
      }
    } else if (after) {
      (holder as Holder)[last] = after.value;
    } else {
      delete (holder as Holder)[last];
    }
  }
  return result;
}
