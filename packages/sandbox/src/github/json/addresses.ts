import type { GitHost } from '../../host/GitHost';

/**
 * The addresses that GitHub's JSON is full of.
 *
 * @internal
 */
export function addressesOf(host: Pick<GitHost, 'baseUrl' | 'owner' | 'name'>) {
  const fullName = `${host.owner}/${host.name}`;
  const web = `${host.baseUrl}/${fullName}`;
  const api = `${host.baseUrl}/api/v3`;
  return {
    fullName,
    web,
    api,
    repo: `${api}/repos/${fullName}`,
    user: (login: string) => `${api}/users/${encodeURIComponent(login)}`,
    avatar: (id: number) => `${host.baseUrl}/avatars/u/${id}?v=4`,
    blob: (ref: string, path: string) =>
      `${web}/blob/${encodePath(ref)}/${encodePath(path)}`,
    tree: (ref: string, path: string) =>
      `${web}/tree/${encodePath(ref)}/${encodePath(path)}`,
    raw: (ref: string, path: string) =>
      `${web}/raw/${encodePath(ref)}/${encodePath(path)}`,
  };
}

/**
 * Encodes each part of a path and keeps the slashes.
 *
 * @internal
 */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/**
 * An opaque node id, as stable as what it is made from.
 *
 * @internal
 */
export function nodeId(kind: string, id: string | number): string {
  return Buffer.from(`${kind}:${id}`).toString('base64url');
}

/**
 * A number for a text, always the same.
 *
 * @internal
 */
export function numericId(text: string): number {
  let hash = 7;
  for (const char of text) {
    hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 2_000_000_011;
  }
  return hash + 1;
}
