import { accumulateManifests } from './accumulateManifests';
import { addContentSuffixes } from './addContentSuffixes';
import { completeManifests } from './completeManifests';
import { isLocal } from './Manifest';
import type { FilePosition, FileLookup } from './RepositoryFile';
import { RenderFiles } from './RenderFiles';
import { RenderRefusal } from './RenderRefusal';
import { UnsupportedRefusal } from './UnsupportedRefusal';

/**
 * The manifests of a folder, or why they cannot be told and where, or the files that have to be read first.
 *
 * @public
 */
export type RenderedManifests =
  | { kind: 'rendered'; manifests: Array<Record<string, unknown>> }
  | {
      kind: 'refused';
      at: FilePosition;
      /** What is wrong, or not told here, and what to do. */
      message: string;
      /** Whether the files may be right: kustomize may render them. */
      isUnsupported: boolean;
    }
  | { kind: 'unread'; paths: string[] };

/**
 * The manifests that kustomize renders of a folder, told from the files of its repository. What cannot be told exactly is refused, with its place: prefixes of names, variables,
 * replacements, patches that merge lists other than of containers and volumes, and what `renderImages` refuses.
 *
 * @param folder - from the repository's root
 * @param options - `sha256`: the hash of a text, in hexadecimal, for the suffixes that generated names have of their content.
 *   They have none where it is left out
 * @public
 */
export function renderManifests(
  folder: string,
  lookup: FileLookup,
  options: { sha256?: (text: string) => string } = {},
): RenderedManifests {
  const files = new RenderFiles(lookup, true);
  try {
    const root = files.root(folder);
    const accumulated =
      root && accumulateManifests(root, files, completeManifests);
    if (!accumulated || files.unread.size > 0) {
      return { kind: 'unread', paths: [...files.unread] };
    }
    if (options.sha256) {
      addContentSuffixes(accumulated.manifests, options.sha256);
    }
    const manifests = accumulated.manifests
      .filter(manifest => !isLocal(manifest))
      .map(({ value }) => value);
    return { kind: 'rendered', manifests };
  } catch (error) {
    if (error instanceof RenderRefusal) {
      return {
        kind: 'refused',
        at: error.at,
        message: error.message,
        isUnsupported: error instanceof UnsupportedRefusal,
      };
    }
    throw error;
  }
}
