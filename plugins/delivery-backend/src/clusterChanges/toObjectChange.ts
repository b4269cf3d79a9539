import {
  type FieldChange,
  MAX_FIELD_CHANGES,
  type ObjectChange,
} from '@stonegarden/backstage-plugin-delivery-common';
import { unifiedDiff } from '@stonegarden/gitops-manifests';
import { stringify } from 'yaml';
import { cleanManifests } from '../resources/cleanManifest';
import { changeOf, type ObjectDifference } from './compareObjects';
import { compareValues, type PathSegment } from './compareValues';
import type { Fields } from './KubernetesObject';

/** Longer ones nobody reads beside their names. */
const MAX_VALUE = 200;
/** Of an object as YAML; longer ones nobody reads in a browser. */
const MAX_YAML = 64 * 1024;

function toText(side: { value: unknown } | undefined): string | undefined {
  if (!side) {
    return undefined;
  }
  const { value } = side;
  const text = typeof value === 'string' ? value : JSON.stringify(value) ?? '';
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
}

/** `spec.template.spec.containers[web].image`; keys that are no plain names are quoted. */
export function formatPath(path: readonly PathSegment[]): string {
  return path.reduce<string>((text, segment) => {
    if (typeof segment === 'string') {
      return /^[\w-]+$/.test(segment)
        ? `${text}${text && '.'}${segment}`
        : `${text}[${JSON.stringify(segment)}]`;
    }
    return `${text}[${typeof segment === 'number' ? segment : segment.name}]`;
  }, '');
}

function toFieldChange({
  path,
  before,
  after,
}: ReturnType<typeof compareValues>[number]): FieldChange {
  const then = toText(before);
  const now = toText(after);
  return {
    path: formatPath(path),
    ...(then === undefined ? {} : { before: then }),
    ...(now === undefined ? {} : { after: now }),
  };
}

function toYaml(manifest: Fields | undefined): string {
  return manifest
    ? stringify(manifest, { lineWidth: 0, aliasDuplicateObjects: false })
    : '';
}

/** A difference as people look at it: values of Secrets are masked, and what is long is left out. */
export function toObjectChange(difference: ObjectDifference): ObjectChange {
  const { before, after } = difference;
  const object = after ?? before;
  if (!object) {
    throw new TypeError('a difference has neither side');
  }
  const { reference } = object;
  const sides = cleanManifests(reference.kind, {
    live: before?.value,
    desired: after?.value,
  });
  const fields =
    sides.live && sides.desired ? compareValues(sides.live, sides.desired) : [];
  const yaml = { live: toYaml(sides.live), desired: toYaml(sides.desired) };
  const isShort = Math.max(yaml.live.length, yaml.desired.length) <= MAX_YAML;
  return {
    ...reference,
    change: changeOf(difference),
    ...(before && before.reference.name !== reference.name
      ? { previousName: before.reference.name }
      : {}),
    fields: fields.slice(0, MAX_FIELD_CHANGES).map(toFieldChange),
    ...(fields.length > MAX_FIELD_CHANGES
      ? { moreFields: fields.length - MAX_FIELD_CHANGES }
      : {}),
    ...(isShort
      ? {
          diff: unifiedDiff(
            `${reference.kind}/${reference.name}`,
            yaml.live,
            yaml.desired,
          ),
        }
      : {}),
  };
}
