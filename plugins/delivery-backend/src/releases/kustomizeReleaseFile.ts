import { posix } from 'node:path';
import {
  createReason,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { GitFile } from '@stonegarden/backstage-plugin-delivery-node';
import {
  deployedImage,
  editKustomizationImages,
  KUSTOMIZATION_NAMES,
  KustomizationResult,
  readKustomizationImages,
} from '@stonegarden/gitops-manifests';
import type {
  ReleaseDocument,
  ReleaseFile,
  ReleaseResult,
  ReleaseTree,
} from './ReleaseFile';

const directoryOf = (folder: string, environment: string) =>
  posix.join(folder, 'environments', environment);

function toResult<T>(result: KustomizationResult<T>): ReleaseResult<T> {
  if (result.ok) {
    return result;
  }
  const { file, line, column, message } = result.diagnostic;
  return {
    ok: false,
    problem: createReason('ReleaseFileInvalid', {
      file,
      line: line ?? 1,
      column: column ?? 1,
      detail: message,
    }),
  };
}

function readDocument(
  path: string,
  { mode, content }: GitFile,
): ReleaseResult<ReleaseDocument> {
  if (mode === 'symlink') {
    // What is behind a link belongs to others as well, and a text written to the link's path would replace the link.
    return {
      ok: false,
      problem: createReason('SymbolicLink', { file: path, target: content }),
    };
  }
  const images = toResult(readKustomizationImages(content, path));
  if (!images.ok) {
    return images;
  }
  return {
    ok: true,
    value: {
      path,
      text: content,
      entries: images.value.map(entry => ({
        key: entry.name,
        line: entry.line,
        image: deployedImage(entry),
      })),
    },
  };
}

/** Why there is no file: the overlay may be a link to a folder, which is never followed. */
async function whyMissing(
  tree: ReleaseTree,
  environment: string,
): Promise<Reason> {
  const directory = directoryOf(tree.folder, environment);
  const siblings = await tree.list(posix.dirname(directory));
  const isLink = siblings?.some(
    ({ name, mode }) => name === environment && mode === 'symlink',
  );
  return isLink
    ? createReason('SymbolicLink', { file: directory })
    : createReason('ReleaseFileMissing', {
        environment,
        file: `${directory}/${KUSTOMIZATION_NAMES[0]}`,
        commit: tree.commit,
      });
}

/** The images of the overlay `environments/<name>/kustomization.yaml`. */
export const kustomizeReleaseFile: ReleaseFile = {
  pathOf: (folder, environment) =>
    posix.join(directoryOf(folder, environment), KUSTOMIZATION_NAMES[0]),

  async read(tree, environment) {
    const directory = directoryOf(tree.folder, environment);
    for (const name of KUSTOMIZATION_NAMES) {
      const path = `${directory}/${name}`;
      const file = await tree.read(path);
      if (file) {
        return readDocument(path, file);
      }
    }
    return { ok: false, problem: await whyMissing(tree, environment) };
  },

  findUnpinned({ path, entries }) {
    if (entries.length === 0) {
      return createReason('NoImagePinned', { file: path });
    }
    const loose = entries.find(
      ({ image }) => image.tag === undefined && image.digest === undefined,
    );
    return (
      loose &&
      createReason('ImageNotPinned', {
        file: path,
        line: loose.line,
        image: loose.key,
      })
    );
  },

  write({ path, text }, versions) {
    const edits = [...versions].map(([name, { tag, digest }]) => ({
      name,
      newTag: tag,
      digest,
    }));
    return toResult(editKustomizationImages(text, edits, path));
  },
};
