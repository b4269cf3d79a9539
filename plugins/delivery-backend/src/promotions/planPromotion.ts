import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import {
  createReason,
  formatImage,
  ImageChange,
  PromotionRequest,
  Release,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GateFacts,
  GitFile,
  GitHosts,
  GitLocation,
  ReleaseInGit,
} from '@stonegarden/backstage-plugin-delivery-node';
import { releaseOf } from '../environments/releaseOf';
import type {
  ReleaseDocument,
  ReleaseEntry,
  ReleaseFile,
  ReleaseResult,
  Version,
} from '../releases/ReleaseFile';
import {
  environmentOf,
  ResolvedService,
  sourceUrlOf,
} from '../services/ServiceResolver';

/** 128 bits in hexadecimal: nobody can make another Release with the same key. */
const RELEASE_KEY_LENGTH = 32;

/** What a promotion writes. */
export interface PromotionEdit {
  /** The images that the target has from the source afterwards. */
  release: Release;
  /** Hash of `release`. */
  releaseKey: string;
  /** Branch of the pull request: the same for the same Release. */
  branch: string;
  file: { path: string; before: string; after: string };
}

/** What a promotion would do to the repository, read at one commit. */
export interface PromotionPlan {
  location: GitLocation;
  sourceUrl: string;
  /** Commit that everything was read at. */
  baseCommit: string;
  git: GateFacts['git'];
  changes: ImageChange[];
  /** Undefined while a file has a problem that keeps it from being written. */
  edit?: PromotionEdit;
}

interface Pair {
  wanted: ReleaseEntry;
  current: ReleaseEntry;
}

function pinOf({ tag, digest }: Version): Omit<Version, 'inOneField'> {
  return {
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** Promotions go along the manifest's order, one step at a time. */
export function checkNeighbours(
  service: ResolvedService,
  { from, to }: PromotionRequest,
): void {
  environmentOf(service, from);
  environmentOf(service, to);
  const names = service.environments.map(({ name }) => name);
  if (names.indexOf(to) !== names.indexOf(from) + 1) {
    throw new InputError(
      `A promotion goes from one environment to the next, in the order of service.yaml: ${names.join(
        ' → ',
      )}. ${from} → ${to} is not such a step.`,
    );
  }
}

/** What is known of a file for the gates, whether it could be read or not. */
function inGit(
  file: string,
  document: ReleaseResult<ReleaseDocument>,
): ReleaseInGit {
  return document.ok
    ? {
        file: document.value.path,
        release: { images: document.value.images },
      }
    : { file, problem: document.problem };
}

/** What the source deploys by an entry, and the entry of the target. */
function pair(source: ReleaseDocument, target: ReleaseDocument): Pair[] {
  return usedEntries(source).flatMap(wanted => {
    const current = target.entries.find(({ key }) => key === wanted.key);
    return current ? [{ wanted, current }] : [];
  });
}

/** An entry that no manifest uses deploys nothing, so that there is nothing of it to promote. */
function usedEntries({ entries }: ReleaseDocument): ReleaseEntry[] {
  return entries.filter(({ images }) => images.length > 0);
}

function hasOtherVersion({ wanted, current }: Pair): boolean {
  return (
    wanted.version.tag !== current.version.tag ||
    wanted.version.digest !== current.version.digest
  );
}

function toChanges({ wanted, current }: Pair): ImageChange[] {
  const from = pinOf(current.version);
  return current.images.map(({ name }) => ({
    name,
    ...(Object.keys(from).length > 0 ? { from } : {}),
    to: pinOf(wanted.version),
  }));
}

function toEdit(
  service: ResolvedService,
  to: string,
  pairs: Pair[],
  file: PromotionEdit['file'],
): PromotionEdit {
  const references = pairs.flatMap(({ wanted, current }) =>
    current.images.map(({ name }) =>
      formatImage({ name, ...pinOf(wanted.version) }),
    ),
  );
  const releaseKey = createHash('sha256')
    .update([...references].sort().join('\n'))
    .digest('hex')
    .slice(0, RELEASE_KEY_LENGTH);
  return {
    release: releaseOf(references, service.name) ?? { images: [] },
    releaseKey,
    branch: `stonegarden/promote/${service.name}-${to}-${releaseKey}`,
    file,
  };
}

/**
 * Reads both environments at the head of their branch and works out what the promotion changes. Writes nothing. What is
 * wrong with the files is part of the plan, for the gates to say.
 */
export async function planPromotion(
  service: ResolvedService,
  request: PromotionRequest,
  ports: { hosts: GitHosts; releaseFile: ReleaseFile },
): Promise<PromotionPlan> {
  checkNeighbours(service, request);
  const { from, to } = request;
  const { hosts, releaseFile } = ports;
  const sourceUrl = sourceUrlOf(service);
  const location = await hosts.resolve(sourceUrl);
  const { reader, path: folder } = location;
  const baseCommit = await reader.head(location.branch);
  const files = new Map<string, Promise<GitFile | undefined>>();
  const tree = {
    folder,
    commit: baseCommit,
    // Both environments are made of the same base
    read: (path: string) => {
      const file = files.get(path) ?? reader.read(path, baseCommit);
      files.set(path, file);
      return file;
    },
    list: (path: string) => reader.list(path, baseCommit),
  };
  const [source, target] = await Promise.all([
    releaseFile.read(tree, from),
    releaseFile.read(tree, to),
  ]);
  const git = {
    baseCommit,
    source: inGit(releaseFile.pathOf(folder, from), source),
    target: inGit(releaseFile.pathOf(folder, to), target),
  };
  const plan: PromotionPlan = {
    location,
    sourceUrl,
    baseCommit,
    git,
    changes: [],
  };
  const unpinned = source.ok && releaseFile.findUnpinned(source.value);
  if (unpinned) {
    git.source = { file: git.source.file, problem: unpinned };
  }
  if (!source.ok || !target.ok || unpinned) {
    return plan;
  }

  const pairs = pair(source.value, target.value);
  const differing = pairs.filter(hasOtherVersion);
  plan.changes = differing.flatMap(toChanges);
  const listed = new Set(pairs.map(({ wanted }) => wanted));
  const unlisted = usedEntries(source.value).filter(
    entry => !listed.has(entry),
  );
  if (unlisted.length > 0) {
    git.target.problem = createReason('ImagesNotListed', {
      file: source.value.path,
      targetFile: target.value.path,
      images: unlisted.map(({ key, line }) => ({ name: key, line })),
    });
  }
  const idle = pairs.find(({ current }) => current.images.length === 0);
  if (idle) {
    git.target.problem = createReason('ImagePinUnused', {
      file: target.value.path,
      line: idle.current.line,
      image: idle.current.key,
      rendered: [...new Set(target.value.images.map(({ name }) => name))],
    });
    return plan;
  }
  const written = target.value.write(
    new Map(
      differing.map(({ wanted }) => [wanted.key, wanted.version] as const),
    ),
  );
  if (!written.ok) {
    git.target.problem = written.problem;
    return plan;
  }
  plan.edit = toEdit(service, to, pairs, {
    path: target.value.path,
    before: target.value.text,
    after: written.value,
  });
  return plan;
}
