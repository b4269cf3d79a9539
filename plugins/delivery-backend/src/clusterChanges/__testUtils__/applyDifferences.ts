import type { PathSegment, ValueDifference } from '../compareValues';
import { isFields } from '../KubernetesObject';

function step(value: any, segment: PathSegment): any {
  return typeof segment === 'object'
    ? value.find((one: any) => isFields(one) && one.name === segment.name)
    : value[segment];
}

/** The value that differences announce; the given one is not changed. */
export function applyDifferences(
  before: unknown,
  differences: readonly ValueDifference[],
): unknown {
  let result: any = structuredClone(before);
  for (const { path, after, place } of differences) {
    if (path.length === 0) {
      result = after?.value;
    } else {
      const holder = path.slice(0, -1).reduce(step, result);
      const last = path[path.length - 1];
      if (typeof last !== 'object') {
        if (after) {
          holder[last] = after.value;
        } else {
          delete holder[last];
        }
      } else if (place === undefined) {
        const index = holder.indexOf(step(holder, last));
        holder.splice(index, 1, ...(after ? [after.value] : []));
      } else {
        holder.splice(place, 0, after?.value);
      }
    }
  }
  return result;
}
