import {
  createReason,
  ImageChange,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ReleaseInGit } from '@stonegarden/backstage-plugin-delivery-node';
import type {
  ReleaseDocument,
  ReleaseEntry,
  ReleaseFile,
  ReleaseResult,
  ReleaseTree,
  Version,
} from '../releases/ReleaseFile';

/** A file as it is, and as it is to be: undefined and null where there is none. */
export interface EditedFile {
  path: string;
  before?: string;
  after: string | null;
}

/** An environment at a commit. */
export interface PlannedSide {
  tree: ReleaseTree;
  environment: string;
}

/** What it would take to give an environment the versions of another, or of its own past. */
export interface VersionsPlan {
  source: ReleaseInGit;
  target: ReleaseInGit;
  changes: ImageChange[];
  /** Undefined while a file has a problem that keeps it from being written. */
  written?: {
    /** The images that the target has from the source afterwards. */
    images: Array<Omit<Version, 'inOneField'> & { name: string }>;
    /** Empty when the target has these versions already. */
    files: EditedFile[];
  };
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

/** What is known of a file for the gates, whether it could be read or not. */
export function inGit(
  file: string,
  document: ReleaseResult<ReleaseDocument>,
): ReleaseInGit {
  return document.ok
    ? {
        file: document.value.paths[0],
        release: { images: document.value.images },
      }
    : { file, problem: document.problem };
}

/** What the source deploys by an entry, and the entry of the target. */
function pair(source: ReleaseDocument, target: ReleaseDocument): Pair[] {
  return usedEntries(source).flatMap(wanted => {
    const current = target.entries.find(
      ({ key, strategy }) => key === wanted.key && strategy === wanted.strategy,
    );
    return current ? [{ wanted, current }] : [];
  });
}

/** An entry that no manifest uses deploys nothing, so that there is nothing of it to promote. */
function usedEntries({ entries }: ReleaseDocument): ReleaseEntry[] {
  return entries.filter(({ images }) => images.length > 0);
}

/** The images that a document pins, with what pins them. */
export function pinnedImages(
  document: ReleaseDocument,
): NonNullable<VersionsPlan['written']>['images'] {
  return usedEntries(document).flatMap(({ images, version }) =>
    images.map(({ name }) => ({ name, ...pinOf(version) })),
  );
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

/**
 * Reads both sides and works out which versions of the target change, and how its files are written then. Writes nothing. What
 * is wrong with the files is part of the plan.
 */
export async function planVersions(
  releaseFile: ReleaseFile,
  from: PlannedSide,
  to: PlannedSide,
): Promise<VersionsPlan> {
  const [source, target] = await Promise.all(
    [from, to].map(({ tree, environment }) =>
      releaseFile.read(tree, environment),
    ),
  );
  const pathOf = ({ tree, environment }: PlannedSide) =>
    releaseFile.pathOf(tree.folder, environment);
  const plan: VersionsPlan = {
    source: inGit(pathOf(from), source),
    target: inGit(pathOf(to), target),
    changes: [],
  };
  const unpinned = source.ok && source.value.findUnpinned();
  if (unpinned) {
    plan.source = { file: plan.source.file, problem: unpinned };
  }
  if (!source.ok || !target.ok || unpinned) {
    return plan;
  }

  const pairs = pair(source.value, target.value);
  const differing = pairs.filter(hasOtherVersion);
  plan.changes = differing.flatMap(toChanges);
  const listed = new Set(pairs.map(({ wanted }) => wanted));
  // What is in a file of several environments is where it should be, and nothing is missing in that of one.
  const [missing, ...others] = usedEntries(source.value).filter(
    entry => !listed.has(entry) && !entry.isShared,
  );
  if (missing) {
    plan.target.problem = createReason('ImagesNotListed', {
      file: missing.file,
      targetFile: target.value.fileFor(missing),
      images: [missing, ...others]
        .filter(({ file }) => file === missing.file)
        .map(({ key, line }) => ({ name: key, line })),
    });
  }
  const idle = pairs.find(
    ({ current }) => current.images.length === 0 && !current.isOff,
  );
  if (idle) {
    plan.target.problem = target.value.whyUnused(idle.current);
    return plan;
  }
  const written = target.value.write(
    new Map(
      differing.map(
        ({ wanted, current }) => [current, wanted.version] as const,
      ),
    ),
  );
  if (!written.ok) {
    plan.target.problem = written.problem;
    return plan;
  }
  plan.written = {
    images: pairs.flatMap(({ wanted, current }) =>
      current.images.map(({ name }) => ({ name, ...pinOf(wanted.version) })),
    ),
    files: written.value,
  };
  return plan;
}
