import type { GitFile } from '@stonegarden/backstage-plugin-delivery-node';
import type { RepositoryFile } from '@stonegarden/gitops-manifests';

/** A file of a Git host, as the renderers take it. */
export function toRepositoryFile({ mode, content }: GitFile): RepositoryFile {
  return mode === 'symlink'
    ? { kind: 'link', target: content }
    : { kind: 'file', text: content };
}
