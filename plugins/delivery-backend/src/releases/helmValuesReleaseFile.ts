import { posix } from 'node:path';
import {
  createReason,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { GitEntry } from '@stonegarden/backstage-plugin-delivery-node';
import {
  findHelmFiles,
  HelmFiles,
  readHelmRelease,
  RepositoryFile,
} from '@stonegarden/gitops-manifests';
import { HelmDocument } from './HelmDocument';
import { invalid } from './KustomizeDocument';
import { toRepositoryFile } from './toRepositoryFile';
import type { ReleaseFile, ReleaseResult, ReleaseTree } from './ReleaseFile';

/** More than any environment is made of. */
const MAX_FILES = 100;
const MAX_ROUNDS = 10;

type Found = Exclude<HelmFiles, { kind: 'unread' }>;

/** What two listings tell about paths that are not there, so that nobody asks for each of them. */
async function absentPaths(
  { folder, list }: ReleaseTree,
  environment: string,
): Promise<(path: string) => boolean> {
  const own = posix.join(folder, 'environments', environment);
  const listings = await Promise.all(
    [folder, own].map(async path => [path, await list(path)] as const),
  );
  const isAbsentIn = (
    [listed, entries]: readonly [string, GitEntry[] | undefined],
    path: string,
  ) => {
    const prefix = listed ? `${listed}/` : '';
    const [name] = path.slice(prefix.length).split('/');
    return (
      path.startsWith(prefix) && !entries?.some(entry => entry.name === name)
    );
  };
  return path => listings.some(listing => isAbsentIn(listing, path));
}

async function find(tree: ReleaseTree, environment: string): Promise<Found> {
  const files = new Map<string, RepositoryFile | 'absent'>();
  const isAbsent = await absentPaths(tree, environment);
  const lookup = (path: string) =>
    files.get(path) ?? (isAbsent(path) ? 'absent' : 'unread');
  for (let round = 0; round < MAX_ROUNDS && files.size <= MAX_FILES; round++) {
    const found = findHelmFiles(tree.folder, environment, lookup);
    if (found.kind !== 'unread') {
      return found;
    }
    await Promise.all(
      found.paths.map(async path => {
        const file = await tree.read(path);
        files.set(path, file ? toRepositoryFile(file) : 'absent');
      }),
    );
  }
  return {
    kind: 'refused',
    at: {
      file: posix.join(tree.folder, 'service.yaml'),
      line: 1,
      column: 1,
    },
    message: `Helm makes this environment of more than ${MAX_FILES} files, and no more are read`,
  };
}

/** Why Helm's values of an environment were not found. */
function missing(
  tree: ReleaseTree,
  environment: string,
  files: string[],
): Reason {
  return createReason('ReleaseFilesMissing', {
    environment,
    files,
    commit: tree.commit,
  });
}

function guess({ isStated }: { isStated: boolean }): { isGuess?: true } {
  return isStated ? {} : { isGuess: true };
}

/** The versions of images in the values files that Helm reads for an environment, once they are merged. */
export const helmValuesReleaseFile: ReleaseFile = {
  pathOf: (folder, environment) =>
    posix.join(folder, `values-${environment}.yaml`),

  async ownPaths(tree, environment) {
    const found = await find(tree, environment);
    if (found.kind === 'found') {
      return found.own;
    }
    return found.kind === 'absent' ? found.lookedFor : [];
  },

  async read(tree, environment): Promise<ReleaseResult<HelmDocument>> {
    const found = await find(tree, environment);
    if (found.kind === 'absent') {
      const problem = missing(tree, environment, found.lookedFor);
      return { ok: false, problem, ...guess(found) };
    }
    if (found.kind === 'refused') {
      return invalid(found.at, found.message);
    }
    const release = readHelmRelease(found.environment);
    return release.ok
      ? { ok: true, value: new HelmDocument(found, release.value) }
      : { ...invalid(release.at, release.message), ...guess(found) };
  },
};
