import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import {
  createReason,
  formatImage,
  ImageChange,
  Reason,
  Release,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  type CommitList,
  type GateFacts,
  type GitHosts,
  type GitLocation,
  isMissing,
  type ReleaseInGit,
} from '@stonegarden/backstage-plugin-delivery-node';
import { ancestorsOf, predecessorsOf } from '@stonegarden/service-manifest';
import { releaseOf } from '../environments/releaseOf';
import type { ReleaseFile, ReleaseTree } from '../releases/ReleaseFile';
import { treeAt } from '../releases/treeAt';
import {
  environmentOf,
  ResolvedService,
  sourceUrlOf,
} from '../services/ServiceResolver';
import {
  EditedFile,
  inGit,
  PlannedSide,
  planVersions,
  VersionsPlan,
} from './planVersions';
import type { RequestedPromotion } from './RequestedPromotion';

/** 128 bits in hexadecimal: nobody can make another Release with the same key. */
const RELEASE_KEY_LENGTH = 32;

/** What a promotion, or a rollback, writes. */
export interface PromotionEdit {
  /** The images that the target has from the source afterwards. */
  release: Release;
  /** Hash of `release`, and of what else tells one change from another. */
  releaseKey: string;
  /** Branch of the pull request: the same for the same Release. */
  branch: string;
  /** Empty when there is nothing to write. */
  files: EditedFile[];
}

/** What a promotion would do to the repository, read at one commit. */
export interface PromotionPlan {
  location: GitLocation;
  sourceUrl: string;
  /** Commit that everything was read at. */
  baseCommit: string;
  /** The repository at that commit. */
  tree: ReleaseTree;
  git: GateFacts['git'];
  changes: ImageChange[];
  /**
   * What Git names now for environments that the Release must have been verified in, where it is not from there: for the source,
   * when the Release was chosen, and for others that are directly before the target.
   */
  named?: ReadonlyMap<string, ReleaseInGit>;
  /** Undefined while a file has a problem that keeps it from being written. */
  edit?: PromotionEdit;
  /** Of a rollback: commits to the service's files since the Deployment; left out where the Git host did not say. */
  commits?: CommitList;
  /** What keeps a rollback from being opened; of a promotion, the gates say it. */
  problem?: Reason;
}

/**
 * Promotions go along the path of service.yaml, and never back: whether one goes step by step is a gate's matter.
 *
 * @throws InputError where the source, or what was chosen, does not lead to the target
 */
export function checkPath(
  { environments, ...service }: ResolvedService,
  { chosen, from, to }: Pick<RequestedPromotion, 'chosen' | 'from' | 'to'>,
): void {
  environmentOf({ ...service, environments }, from);
  environmentOf({ ...service, environments }, to);
  const before = ancestorsOf(environments, to);
  const path = [...before, to].join(' → ');
  if (!before.includes(from)) {
    throw new InputError(
      before.length > 0
        ? `A promotion goes along the path of service.yaml. ${from} does not come before ${to}: ${path}.`
        : `Nothing is promoted to ${to}: it is the first environment of service.yaml.`,
    );
  }
  if (chosen?.environment === to) {
    throw new InputError(
      `The deployment ${chosen.deployment} was to ${to} itself. Roll ${to} back to bring its release there again.`,
    );
  }
  if (chosen && !before.includes(chosen.environment)) {
    throw new InputError(
      `The deployment ${chosen.deployment} was to ${chosen.environment}, which does not come before ${to}: ${path}. Choose one of an environment that does.`,
    );
  }
}

/**
 * Images as references, the Release that they are, and its key. `kind` tells changes apart that bring the same images in
 * different ways.
 */
export function toRelease(
  service: ResolvedService,
  images: NonNullable<VersionsPlan['written']>['images'],
  ...kind: string[]
): Pick<PromotionEdit, 'release' | 'releaseKey'> {
  const references = images.map(formatImage);
  const releaseKey = createHash('sha256')
    .update([...kind, ...[...references].sort()].join('\n'))
    .digest('hex')
    .slice(0, RELEASE_KEY_LENGTH);
  return {
    release: releaseOf(references, service.name) ?? { images: [] },
    releaseKey,
  };
}

/** The environments whose Release in Git tells whether what is promoted has been there, and that are not read anyway. */
function namedBeside(
  { environments }: ResolvedService,
  { chosen, from, to }: Pick<RequestedPromotion, 'chosen' | 'from' | 'to'>,
): string[] {
  const before = predecessorsOf(environments, to);
  return [
    ...(chosen ? [from] : []),
    // Whoever leaves out a step comes from none of them.
    ...(before.includes(from) ? before.filter(name => name !== from) : []),
  ];
}

async function readNamed(
  releaseFile: ReleaseFile,
  tree: ReleaseTree,
  environments: string[],
): Promise<Map<string, ReleaseInGit>> {
  const read = environments.map(async name => {
    const document = await releaseFile.read(tree, name);
    return [
      name,
      inGit(releaseFile.pathOf(tree.folder, name), document),
    ] as const;
  });
  return new Map(await Promise.all(read));
}

/** The versions of the source, or of what was chosen, in the files of the target. What cannot be read is said of its file. */
async function planFrom(
  releaseFile: ReleaseFile,
  source: PlannedSide,
  target: PlannedSide,
): Promise<VersionsPlan> {
  try {
    return await planVersions(releaseFile, source, target);
  } catch (error) {
    if (source.tree === target.tree || !isMissing(error)) {
      throw error;
    }
    const { environment, tree } = source;
    const fileOf = (name: string) => releaseFile.pathOf(tree.folder, name);
    return {
      source: {
        file: fileOf(environment),
        problem: createReason('DeployedCommitMissing', {
          environment,
          commit: tree.commit,
        }),
      },
      target: { file: fileOf(target.environment) },
      changes: [],
    };
  }
}

/**
 * Reads both environments at the head of their branch and works out what the promotion changes; a Release that was chosen is
 * read where it was deployed, at the commit that was. Writes nothing. What is wrong with the files is part of the plan, for the
 * gates to say.
 */
export async function planPromotion(
  service: ResolvedService,
  request: Pick<RequestedPromotion, 'chosen' | 'from' | 'to'>,
  ports: { hosts: GitHosts; releaseFile: ReleaseFile },
): Promise<PromotionPlan> {
  checkPath(service, request);
  const { chosen, from, to } = request;
  const { hosts, releaseFile } = ports;
  const sourceUrl = sourceUrlOf(service);
  const location = await hosts.resolve(sourceUrl);
  const baseCommit = await location.reader.head(location.branch);
  // Both environments are made of the same base
  const tree = treeAt(location, baseCommit);
  const [{ source, target, changes, written }, named] = await Promise.all([
    planFrom(
      releaseFile,
      chosen
        ? {
            tree: treeAt(location, chosen.commit),
            environment: chosen.environment,
          }
        : { tree, environment: from },
      { tree, environment: to },
    ),
    readNamed(releaseFile, tree, namedBeside(service, request)),
  ]);
  const plan: PromotionPlan = {
    location,
    sourceUrl,
    baseCommit,
    tree,
    git: { baseCommit, source, target },
    changes,
    ...(named.size > 0 ? { named } : {}),
  };
  if (written) {
    const edited = toRelease(service, written.images);
    plan.edit = {
      ...edited,
      branch: `stonegarden/promote/${service.name}-${to}-${edited.releaseKey}`,
      files: written.files,
    };
  }
  return plan;
}
