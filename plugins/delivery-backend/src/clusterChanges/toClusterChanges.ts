import {
  type ClusterChanges,
  MAX_OBJECT_CHANGES,
  type ObjectChange,
} from '@stonegarden/backstage-plugin-delivery-common';
import { resourceId } from '../resources/resourceId';
import {
  changeOf,
  compareObjects,
  type ObjectDifference,
} from './compareObjects';
import { findDangers } from './findDangers';
import type { Fields } from './KubernetesObject';
import { toObjectChange } from './toObjectChange';

/** Characters of all diffs of an answer, and of all its fields. */
const MAX_DIFFS = 512 * 1024;
const MAX_FIELDS = 256 * 1024;

const ORDER: Record<ObjectChange['change'], number> = {
  removed: 0,
  created: 1,
  updated: 2,
};

function idOf({ before, after }: ObjectDifference): string {
  const object = after ?? before;
  return object ? resourceId(object.reference) : '';
}

/** An object's change, without what no longer fits into the answer. */
function within(
  left: { diffs: number; fields: number },
  { diff, ...object }: ObjectChange,
): ObjectChange {
  const { fields, moreFields = 0 } = object;
  left.fields -= JSON.stringify(fields).length;
  left.diffs -= diff?.length ?? 0;
  return {
    ...object,
    ...(left.fields < 0
      ? { fields: [], moreFields: moreFields + fields.length }
      : {}),
    ...(diff !== undefined && left.diffs >= 0 ? { diff } : {}),
  };
}

/** What becomes of the objects of one rendering in another, with what may go wrong. Bounded. */
export function toClusterChanges(
  renderer: string,
  before: readonly Fields[],
  after: readonly Fields[],
): Extract<ClusterChanges, { status: 'known' }> {
  const differences = compareObjects(before, after);
  const changes = differences
    .map(difference => ({
      difference,
      change: changeOf(difference),
      id: idOf(difference),
    }))
    .sort(
      (one, other) =>
        ORDER[one.change] - ORDER[other.change] ||
        one.id.localeCompare(other.id, 'en-US'),
    );
  const totals = { created: 0, updated: 0, removed: 0 };
  for (const { change } of changes) {
    totals[change] += 1;
  }
  const left = { diffs: MAX_DIFFS, fields: MAX_FIELDS };
  const objects = changes
    .slice(0, MAX_OBJECT_CHANGES)
    .map(({ difference }) => within(left, toObjectChange(difference)));
  return {
    status: 'known',
    renderer,
    objects,
    totals,
    dangers: findDangers(before, after, differences),
  };
}
