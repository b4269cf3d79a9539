import { shorten } from '../diagnostics/shorten';

/**
 * Keys and indexes that lead from a document's root to a value.
 *
 * @internal
 */
export type FieldPath = ReadonlyArray<string | number>;

/**
 * A path as people write it: `spec.environments[1].namespace`, `metadata.labels["example.com/tier"]`.
 *
 * @internal
 */
export function formatFieldPath(path: FieldPath): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') {
      text += `[${part}]`;
    } else if (/^[A-Za-z_][A-Za-z0-9_-]{0,59}$/.test(part)) {
      text += text ? `.${part}` : part;
    } else {
      text += `[${JSON.stringify(shorten(part))}]`;
    }
  }
  return text;
}

/**
 * The value at a path, or undefined when the path leads nowhere.
 *
 * @internal
 */
export function valueAt(root: unknown, path: FieldPath): unknown {
  let value = root;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) {
      return undefined;
    }
    value = Object.entries(value).find(([key]) => key === String(part))?.[1];
  }
  return value;
}
