import type { TreeEntry } from '../../git/BareRepository';
import type { GitHost } from '../../host/GitHost';
import { addressesOf, encodePath, nodeId } from './addresses';

/** @internal */
export function blobJson(host: GitHost, sha: string, content: Buffer) {
  return {
    sha,
    node_id: nodeId('Blob', sha),
    url: `${addressesOf(host).repo}/git/blobs/${sha}`,
    size: content.length,
    content: lines(content.toString('base64')),
    encoding: 'base64',
  };
}

/** @internal */
export function treeJson(host: GitHost, sha: string, entries: TreeEntry[]) {
  const { repo } = addressesOf(host);
  return {
    sha,
    url: `${repo}/git/trees/${sha}`,
    tree: entries.map(entry => ({
      path: entry.path,
      mode: entry.mode,
      type: entry.type,
      sha: entry.sha,
      ...(entry.size === undefined ? {} : { size: entry.size }),
      url: `${repo}/git/${entry.type}s/${entry.sha}`,
    })),
    truncated: false,
  };
}

/**
 * A file or folder as the contents API names it, without its content.
 *
 * @internal
 */
export function contentEntryJson(host: GitHost, ref: string, entry: TreeEntry) {
  const { repo, blob, tree, raw } = addressesOf(host);
  const { path, sha } = entry;
  const file = entry.type === 'blob';
  const url = `${repo}/contents/${encodePath(path)}?ref=${encodeURIComponent(
    ref,
  )}`;
  const gitUrl = `${repo}/git/${file ? 'blobs' : 'trees'}/${sha}`;
  const htmlUrl = file ? blob(ref, path) : tree(ref, path);
  return {
    name: path.split('/').at(-1) ?? '',
    path,
    sha,
    size: entry.size ?? 0,
    url,
    html_url: htmlUrl,
    git_url: gitUrl,
    download_url: file ? raw(ref, path) : null,
    type: contentType(entry),
    _links: { self: url, git: gitUrl, html: htmlUrl },
  };
}

/** GitHub lists a submodule as a file. */
function contentType({ mode, type }: TreeEntry) {
  if (type === 'tree') {
    return 'dir';
  }
  return mode === '120000' ? 'symlink' : 'file';
}

/** Base64 in lines of 60 characters, each ended, as GitHub sends it. */
export function lines(base64: string): string {
  return base64.replace(/.{1,60}/g, '$&\n');
}
