import type { ObjectChange } from '@stonegarden/backstage-plugin-delivery-common';
import { compareValues } from './compareValues';
import {
  type Fields,
  type KubernetesObject,
  toObject,
} from './KubernetesObject';
import { resourceId } from '../resources/resourceId';

/** An object before and after a change: one of the two is missing where it is created or removed. */
export interface ObjectDifference {
  before?: KubernetesObject;
  after?: KubernetesObject;
}

/** What becomes of an object. */
export function changeOf({
  before,
  after,
}: ObjectDifference): ObjectChange['change'] {
  if (!before) {
    return 'created';
  }
  return after ? 'updated' : 'removed';
}

/** The end of a name that kustomize makes of the content of what it generates. */
const CONTENT_SUFFIX = /-[bcdfghkmt2456789]{10}$/;
const GENERATED = ['ConfigMap', 'Secret'];

/** The name of a ConfigMap or Secret without what kustomize made of its content. */
export function withoutSuffix(name: string): string {
  return name.replace(CONTENT_SUFFIX, '');
}

/** Objects by what they are known by. Of one that is there twice, the last counts, as when both are applied. */
function byId(manifests: readonly Fields[]): Map<string, KubernetesObject> {
  return new Map(
    manifests.map(toObject).map(one => [resourceId(one.reference), one]),
  );
}

/** What is generated anew under another name is the same thing with other content. */
function generatedId({ reference }: KubernetesObject): string | undefined {
  const { group, kind, name } = reference;
  return group === undefined && GENERATED.includes(kind)
    ? resourceId({ ...reference, name: withoutSuffix(name) })
    : undefined;
}

/**
 * The objects that differ between two renderings, in the order of the second and then what it no longer has. An object is
 * known by its group, kind, namespace and name, so that another version of its API is a change of it.
 */
export function compareObjects(
  before: readonly Fields[],
  after: readonly Fields[],
): ObjectDifference[] {
  const then = byId(before);
  const now = byId(after);
  const isGone = (id: string) => !now.has(id);
  const gone = new Map<string, KubernetesObject>();
  for (const [id, object] of then) {
    const generated = generatedId(object);
    if (isGone(id) && generated !== undefined && !gone.has(generated)) {
      gone.set(generated, object);
    }
  }
  const renamed = new Set<KubernetesObject>();
  const kept = [...now].flatMap(([id, object]): ObjectDifference[] => {
    const generated = generatedId(object);
    const earlier =
      then.get(id) ??
      (generated === undefined ? undefined : gone.get(generated));
    if (earlier && !renamed.has(earlier)) {
      renamed.add(earlier);
      return compareValues(earlier.value, object.value).length > 0
        ? [{ before: earlier, after: object }]
        : [];
    }
    return [{ after: object }];
  });
  const removed = [...then]
    .filter(([id, object]) => isGone(id) && !renamed.has(object))
    .map(([, object]) => ({ before: object }));
  return [...kept, ...removed];
}
