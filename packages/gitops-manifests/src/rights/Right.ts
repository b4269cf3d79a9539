import { isRecord } from '../kustomize/Kustomization';

/**
 * Where a manifest counts, and how names are written.
 *
 * @internal
 */
export interface RightContext {
  /** Namespaces that the manifest is deployed to when it names none itself. */
  namespaces: string[];
  /** Marks a name or another text of the manifest in a sentence. */
  mark: (text: string) => string;
}

/** Any value as a record: nothing but an object has fields. */
export function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

/** Any value as a list. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A scalar as it stands in a manifest, anything else as JSON. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value) ?? '';
}

/** `a`, `b` and `c`, each marked. */
export function inWords(
  texts: string[],
  mark: (text: string) => string,
): string {
  const marked = texts.map(mark);
  return marked.length < 2
    ? marked.join('')
    : `${marked.slice(0, -1).join(', ')} and ${marked.at(-1)}`;
}

/** All scalars below a value with their paths: `cpu 50m, hard.pods 20`. */
export function flatInWords(value: unknown): string {
  const flat = (one: unknown, path: string): string[] =>
    typeof one === 'object' && one !== null
      ? Object.entries(one).flatMap(([key, inner]) =>
          flat(inner, path ? `${path}.${key}` : key),
        )
      : [`${path} ${textOf(one)}`];
  return flat(value, '').join(', ');
}
