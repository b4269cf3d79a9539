/** Describes Kubernetes objects, and no plugin of Backstage reads it of an entity. */
const ALWAYS = 'app.kubernetes.io/';

/**
 * Whether a manifest's annotation or label of a key becomes one of its entity. Plugins read keys with a prefix and trust
 * them: by `github.com/project-slug` or `backstage.io/techdocs-ref` a manifest would choose what the portal's own tokens
 * read. So a key with a prefix is taken only where the operator allows it.
 *
 * @param allowed - prefixes of keys, each with its slash
 * @internal
 */
export function takesKey(key: string, allowed: readonly string[]): boolean {
  return (
    !key.includes('/') ||
    [ALWAYS, ...allowed].some(prefix => key.startsWith(prefix))
  );
}
