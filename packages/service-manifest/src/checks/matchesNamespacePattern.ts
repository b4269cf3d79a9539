import { minimatch } from 'minimatch';

/** A pattern with more of them takes a matcher too long, and no person writes one. */
const MAX_WILDCARDS = 4;

/**
 * Whether a namespace pattern of an AppProject's destination, or of a list of reserved namespaces, matches a namespace: a
 * name, or a glob with `*`, `?`, `[…]` and `{…}`. As in Argo CD, `!` in front turns it around. A pattern of more than four
 * `*` counts as one that matches.
 *
 * @public
 */
export function matchesNamespacePattern(
  pattern: string,
  namespace: string,
): boolean {
  if (pattern.startsWith('!')) {
    return !matchesNamespacePattern(pattern.slice(1), namespace);
  }
  if ((pattern.match(/\*/g) ?? []).length > MAX_WILDCARDS) {
    return true;
  }
  return minimatch(namespace, pattern, {
    dot: true,
    nocomment: true,
    noext: true,
    nonegate: true,
  });
}
