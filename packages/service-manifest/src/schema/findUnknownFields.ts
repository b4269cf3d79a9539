import { z } from 'zod';
import type { FieldPath } from '../yaml/fieldPath';
import { LIMITS } from '../yaml/limits';
import { suggest } from '../diagnostics/suggest';

/**
 * A key that the schema does not know.
 *
 * @internal
 */
export interface UnknownField {
  path: FieldPath;
  suggestion?: string;
}

/**
 * Finds the keys of a value that its schema does not know, with the known key that was probably meant.
 *
 * @internal
 */
export function findUnknownFields(
  schema: z.core.$ZodType,
  value: unknown,
  path: FieldPath = [],
): UnknownField[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return findUnknownFields(schema.def.innerType, value, path);
  }
  if (schema instanceof z.ZodUnion) {
    const option = schema.options.find(candidate => fits(candidate, value));
    return option ? findUnknownFields(option, value, path) : [];
  }
  if (Array.isArray(value)) {
    return schema instanceof z.ZodArray
      ? value.flatMap((item, index) =>
          findUnknownFields(schema.element, item, [...path, index]),
        )
      : [];
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  if (schema instanceof z.ZodRecord) {
    return Object.entries(value).flatMap(([key, inner]) =>
      // The schema silently ignores this one key of a map.
      key === '__proto__'
        ? [{ path: [...path, key] }]
        : findUnknownFields(schema.valueType, inner, [...path, key]),
    );
  }
  if (!(schema instanceof z.ZodObject)) {
    return [];
  }
  const shape: Record<string, z.core.$ZodType> = schema.shape;
  // Stops at the limit: a file of nothing but unknown keys must not cost seconds.
  let unknown = 0;
  let missing: string[] | undefined;
  return Object.entries(value).flatMap(([key, inner]): UnknownField[] => {
    const keyPath = [...path, key];
    if (Object.hasOwn(shape, key)) {
      return findUnknownFields(shape[key], inner, keyPath);
    }
    unknown += 1;
    if (unknown > LIMITS.diagnostics) {
      return [];
    }
    missing ??= Object.keys(shape).filter(one => !Object.hasOwn(value, one));
    return [{ path: keyPath, suggestion: suggest(key, missing) }];
  });
}

/** Whether a value has the shape (list, map) that a member of a union describes. */
function fits(schema: z.core.$ZodType, value: unknown): boolean {
  if (Array.isArray(value)) {
    return schema instanceof z.ZodArray;
  }
  return schema instanceof z.ZodObject || schema instanceof z.ZodRecord;
}
