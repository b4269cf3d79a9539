import type { ResourceReference } from '@stonegarden/backstage-plugin-delivery-common';
import { toReference } from '../resources/resourceId';

/** A map of a manifest. */
export type Fields = Record<string, unknown>;

/** An object as a renderer gives it, with what it is known by. */
export interface KubernetesObject {
  reference: ResourceReference;
  value: Fields;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Any value as a map: nothing but a map has fields. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** The entries of a list that are maps; of anything else, none. */
export function entriesOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

/** What is at the end of a path of keys. */
export function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce((inner, key) => fieldsOf(inner)[key], value);
}

/** A scalar as it stands in a manifest, anything else as JSON. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value) ?? '';
}

/** A manifest with what it is known by. */
export function toObject(value: Fields): KubernetesObject {
  const apiVersion = textOf(value.apiVersion ?? '');
  const { name, namespace } = fieldsOf(value.metadata);
  return {
    reference: toReference({
      group: apiVersion.includes('/') ? apiVersion.split('/')[0] : undefined,
      kind: textOf(value.kind ?? ''),
      namespace: namespace === undefined ? undefined : textOf(namespace),
      name: textOf(name ?? ''),
    }),
    value,
  };
}
