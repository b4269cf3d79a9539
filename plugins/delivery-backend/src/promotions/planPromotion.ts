import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import {
  formatImage,
  ImageChange,
  PromotionRequest,
  Reason,
  Release,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  CommitList,
  GateFacts,
  GitHosts,
  GitLocation,
} from '@stonegarden/backstage-plugin-delivery-node';
import { releaseOf } from '../environments/releaseOf';
import type { ReleaseFile, ReleaseTree } from '../releases/ReleaseFile';
import { treeAt } from '../releases/treeAt';
import {
  environmentOf,
  ResolvedService,
  sourceUrlOf,
} from '../services/ServiceResolver';
import { EditedFile, planVersions, VersionsPlan } from './planVersions';

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
  /** Undefined while a file has a problem that keeps it from being written. */
  edit?: PromotionEdit;
  /** Of a rollback: commits to the service's files since the Deployment; left out where the Git host did not say. */
  commits?: CommitList;
  /** What keeps a rollback from being opened; of a promotion, the gates say it. */
  problem?: Reason;
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
  const baseCommit = await location.reader.head(location.branch);
  // Both environments are made of the same base
  const tree = treeAt(location, baseCommit);
  const { source, target, changes, written } = await planVersions(
    releaseFile,
    { tree, environment: from },
    { tree, environment: to },
  );
  const plan: PromotionPlan = {
    location,
    sourceUrl,
    baseCommit,
    tree,
    git: { baseCommit, source, target },
    changes,
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
