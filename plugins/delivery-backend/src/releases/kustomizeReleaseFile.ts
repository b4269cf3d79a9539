import { posix } from 'node:path';
import {
  createReason,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { GitFile } from '@stonegarden/backstage-plugin-delivery-node';
import {
  KUSTOMIZATION_NAMES,
  readKustomizationImages,
  readRenderedImages,
  RepositoryFile,
} from '@stonegarden/gitops-manifests';
import { invalid, KustomizeDocument } from './KustomizeDocument';
import { toRepositoryFile } from './toRepositoryFile';
import type {
  ReleaseDocument,
  ReleaseFile,
  ReleaseResult,
  ReleaseTree,
} from './ReleaseFile';

/** The folder of an environment's kustomization. */
export const overlayOf = (folder: string, environment: string): string =>
  posix.join(folder, 'environments', environment);

async function readDocument(
  tree: ReleaseTree,
  path: string,
  { mode, content: text }: GitFile,
): Promise<ReleaseResult<ReleaseDocument>> {
  if (mode === 'symlink') {
    // What is behind a link belongs to others as well, and a text written to the link's path would replace the link.
    return {
      ok: false,
      problem: createReason('SymbolicLink', { file: path, target: text }),
    };
  }
  const pins = readKustomizationImages(text, path);
  if (!pins.ok) {
    return invalid(pins.diagnostic, pins.diagnostic.message);
  }
  const folder = posix.dirname(path);
  const files = new Map<string, RepositoryFile | 'absent'>();
  const rendered = await readRenderedImages(folder, async at => {
    const file = at === path ? { mode, content: text } : await tree.read(at);
    const found = file && toRepositoryFile(file);
    files.set(at, found ?? 'absent');
    return found;
  });
  if (rendered.kind === 'rendered') {
    const { environment } = rendered;
    return {
      ok: true,
      value: new KustomizeDocument({
        folder,
        text,
        pins: pins.value,
        rendered: environment,
        files,
      }),
    };
  }
  const link = rendered.missing && (await findLink(tree, rendered.missing));
  return link
    ? { ok: false, problem: createReason('SymbolicLink', { file: link }) }
    : invalid(rendered.at, rendered.message);
}

/** The link that stands in the way of a path that is not there; links are never followed. */
async function findLink(
  tree: ReleaseTree,
  path: string,
): Promise<string | undefined> {
  const parts = path.split('/');
  for (let length = parts.length; length > 0; length -= 1) {
    const folder = parts.slice(0, length - 1).join('/');
    const entries = await tree.list(folder);
    if (entries) {
      const entry = entries.find(({ name }) => name === parts[length - 1]);
      return entry?.mode === 'symlink'
        ? parts.slice(0, length).join('/')
        : undefined;
    }
  }
  return undefined;
}

async function whyMissing(
  tree: ReleaseTree,
  environment: string,
): Promise<Reason> {
  const directory = overlayOf(tree.folder, environment);
  const link = await findLink(tree, directory);
  return link
    ? createReason('SymbolicLink', { file: link })
    : createReason('ReleaseFileMissing', {
        environment,
        file: `${directory}/${KUSTOMIZATION_NAMES[0]}`,
        commit: tree.commit,
      });
}

/** The images that kustomize renders of `environments/<name>`, and the entries of its kustomization that decide them. */
export const kustomizeReleaseFile: ReleaseFile = {
  ownPaths: async ({ folder }, environment) => [overlayOf(folder, environment)],

  pathOf: (folder, environment) =>
    posix.join(overlayOf(folder, environment), KUSTOMIZATION_NAMES[0]),

  async read(tree, environment) {
    const directory = overlayOf(tree.folder, environment);
    for (const name of KUSTOMIZATION_NAMES) {
      const path = `${directory}/${name}`;
      const file = await tree.read(path);
      if (file) {
        return readDocument(tree, path, file);
      }
    }
    return { ok: false, problem: await whyMissing(tree, environment) };
  },
};
