import {
  compareReleases,
  createReason,
  Reason,
  RollbackDetails,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  GitHosts,
  isMissing,
} from '@stonegarden/backstage-plugin-delivery-node';
import { PromotionPlan, toRelease } from '../promotions/planPromotion';
import { inGit, pinnedImages, planVersions } from '../promotions/planVersions';
import type { RequestedRollback } from '../promotions/RequestedPromotion';
import type { ReleaseFile, ReleaseTree } from '../releases/ReleaseFile';
import { treeAt } from '../releases/treeAt';
import {
  environmentOf,
  ResolvedService,
  sourceUrlOf,
} from '../services/ServiceResolver';
import { compareFolders } from './compareFolders';
import { readCommitsSince } from './readCommitsSince';
import { ownPlaces, withOwnPlaces } from './ownPlaces';
import { readFolder } from './readFolder';

/** What a rollback is planned from: the environment as it is, and as it was. */
interface Sides {
  service: ResolvedService;
  environment: string;
  releaseFile: ReleaseFile;
  now: ReleaseTree;
  then: ReleaseTree;
}

type Planned = Pick<PromotionPlan, 'git' | 'changes' | 'edit' | 'problem'>;

/** What is recorded of a rollback beside what is recorded of every promotion. */
export function toRollbackDetails(
  { deployment, ...rollback }: RequestedRollback,
  { git }: Pick<PromotionPlan, 'git'>,
): RollbackDetails {
  return {
    ...rollback,
    deployment: deployment.id,
    ...(git.target.release ? { replaces: git.target.release } : {}),
  };
}

function branchOf(
  { service, environment }: Pick<Sides, 'service' | 'environment'>,
  releaseKey: string,
): string {
  return `stonegarden/rollback/${service.name}-${environment}-${releaseKey}`;
}

/** Both files are those of the same environment, so that a sentence about two files would not be understood. */
function inWordsOfRollback(reason: Reason | undefined): Reason | undefined {
  return reason?.code === 'ImagesNotListed'
    ? createReason('ImagesNoLongerListed', {
        file: reason.params.targetFile,
        images: reason.params.images.map(({ name }) => name),
      })
    : reason;
}

/** The versions of then in the files of now: everything else in them stays. */
async function planEarlierVersions(sides: Sides): Promise<Planned> {
  const { service, environment, releaseFile, now, then } = sides;
  const { source, target, changes, written } = await planVersions(
    releaseFile,
    { tree: then, environment },
    { tree: now, environment },
  );
  const problem = source.problem ?? inWordsOfRollback(target.problem);
  const git = { baseCommit: now.commit, source, target };
  if (!written) {
    return { git, changes, problem };
  }
  const release = toRelease(service, written.images, 'rollback', 'versions');
  return {
    git,
    changes,
    edit: {
      ...release,
      branch: branchOf(sides, release.releaseKey),
      files: written.files,
    },
    problem:
      problem ??
      (written.files.length === 0
        ? createReason('NothingToRollBack', { environment })
        : undefined),
  };
}

/** What the environment has to itself as it was then, and the rest of the repository as it is now. */
async function planEarlierFolder(sides: Sides): Promise<Planned> {
  const { service, environment, releaseFile, now, then } = sides;
  const file = releaseFile.pathOf(now.folder, environment);
  const own = await ownPlaces(sides);
  const [current, earlier, target] = await Promise.all([
    readFolder(now, own),
    readFolder(then, own),
    releaseFile.read(now, environment),
  ]);
  const git: PromotionPlan['git'] = {
    baseCommit: now.commit,
    source: { file },
    target: inGit(file, target),
  };
  const unread = [current, earlier].find(({ ok }) => !ok);
  if (!current.ok || !earlier.ok) {
    return {
      git,
      changes: [],
      problem: unread && !unread.ok ? unread.problem : undefined,
    };
  }
  const source = await releaseFile.read(
    withOwnPlaces(now, { own, earlier: earlier.files, then }),
    environment,
  );
  git.source = inGit(file, source);
  const compared = compareFolders(current.files, earlier.files);
  const problem = source.ok ? source.value.findUnpinned() : source.problem;
  if (!source.ok || problem || !compared.ok) {
    return {
      git,
      changes: [],
      problem: problem ?? (compared.ok ? undefined : compared.problem),
    };
  }
  const release = toRelease(
    service,
    pinnedImages(source.value),
    'rollback',
    'everything',
    then.commit,
  );
  const changes = compareReleases(release.release, git.target.release);
  return {
    git,
    changes:
      changes === 'unknown'
        ? release.release.images.map(({ name, ...to }) => ({ name, to }))
        : changes,
    edit: {
      ...release,
      branch: branchOf(sides, release.releaseKey),
      files: compared.edits,
    },
    problem:
      compared.edits.length === 0
        ? createReason('NothingToRollBack', { environment })
        : undefined,
  };
}

/**
 * Reads an environment at the head of its branch and at the commit of an earlier Deployment, and works out what going back
 * changes. Writes nothing. What keeps it from being opened is the plan's `problem`.
 */
export async function planRollback(
  service: ResolvedService,
  { deployment, scope }: RequestedRollback,
  ports: { hosts: GitHosts; releaseFile: ReleaseFile },
): Promise<PromotionPlan> {
  const { environment, revision } = deployment;
  environmentOf(service, environment);
  const { hosts, releaseFile } = ports;
  const sourceUrl = sourceUrlOf(service);
  const location = await hosts.resolve(sourceUrl);
  const baseCommit = await location.reader.head(location.branch);
  const tree = treeAt(location, baseCommit);
  const read = { location, sourceUrl, baseCommit, tree };
  const sides: Sides = {
    service,
    environment,
    releaseFile,
    now: tree,
    then: treeAt(location, revision),
  };
  try {
    const [planned, commits] = await Promise.all([
      scope === 'versions'
        ? planEarlierVersions(sides)
        : planEarlierFolder(sides),
      // Nice to know, and no reason to stay with what is broken.
      readCommitsSince(deployment, read).catch(() => undefined),
    ]);
    return { ...read, ...planned, ...(commits ? { commits } : {}) };
  } catch (error) {
    if (!isMissing(error)) {
      throw error;
    }
    const file = releaseFile.pathOf(location.path, environment);
    return {
      ...read,
      git: { baseCommit, source: { file }, target: { file } },
      changes: [],
      problem: createReason('DeployedCommitMissing', {
        environment,
        commit: revision,
      }),
    };
  }
}
