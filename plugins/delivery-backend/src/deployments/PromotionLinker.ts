import type {
  Deployment,
  Release,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  type GitHosts,
  isMissing,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { PromotionRecord } from '../promotions/PromotionRecord';
import type { PromotionStore } from '../promotions/PromotionStore';
import { RecentMap } from '../collections/RecentMap';
import type { DeploymentStore } from './DeploymentStore';

/** A promotion that is older than so many deployments to its environment is not looked for any more. */
const MAX_DEPLOYMENTS = 20;

/** Clocks of a Git host and of Argo CD may differ by so much. */
const CLOCK_SKEW_MS = 5 * 60_000;
const MAX_ANSWERS = 5_000;

/** Whether all that was promoted is in what was deployed. */
function deploys(deployed: Release | undefined, promoted: Release): boolean {
  return promoted.images.every(image =>
    deployed?.images.some(
      ({ name, tag, digest }) =>
        name === image.name && tag === image.tag && digest === image.digest,
    ),
  );
}

/** Whether what was deployed then may contain what was merged. */
function mayContain({ from }: Deployment, mergedAt: string | undefined) {
  return (
    mergedAt === undefined ||
    Date.parse(from) >= Date.parse(mergedAt) - CLOCK_SKEW_MS
  );
}

/**
 * Finds out which promotion or rollback brought a deployment: the first deployment whose commit contains the merge, when its
 * Release is the promoted one. Of several that were merged before one sync it is the last.
 */
export class PromotionLinker {
  readonly #deployments: Pick<
    DeploymentStore,
    'list' | 'linkPromotion' | 'recordFailed'
  >;
  readonly #hosts: GitHosts;
  readonly #promotions: Pick<PromotionStore, 'list'>;
  /** Commits never change: an answer stays true. */
  readonly #contained = new RecentMap<boolean>(MAX_ANSWERS);

  constructor(options: {
    deployments: Pick<
      DeploymentStore,
      'list' | 'linkPromotion' | 'recordFailed'
    >;
    hosts: GitHosts;
    promotions: Pick<PromotionStore, 'list'>;
  }) {
    this.#deployments = options.deployments;
    this.#hosts = options.hosts;
    this.#promotions = options.promotions;
  }

  /**
   * Links what can be linked of a service, and says of a deployment whose verification failed that it did: it may have been taken
   * back before it was watched for long enough. Throws what the Git host throws while it does not answer.
   */
  async link(entityRef: string): Promise<void> {
    const merged = (await this.#promotions.list(entityRef)).filter(
      ({ mergeCommit }) => mergeCommit,
    );
    for (const environment of new Set(merged.map(({ to }) => to))) {
      const newestFirst = await this.#deployments.list({
        entityRef,
        environment,
        limit: MAX_DEPLOYMENTS,
      });
      await this.#linkEnvironment(
        merged.filter(({ to }) => to === environment),
        newestFirst.reverse(),
      );
      await this.#recordFailures(merged, newestFirst);
    }
  }

  async #recordFailures(
    promotions: PromotionRecord[],
    deployments: Deployment[],
  ): Promise<void> {
    const failed = new Set(
      promotions
        .filter(({ reason }) => reason?.code === 'TargetDegraded')
        .map(({ id }) => id),
    );
    for (const { id, promotion, outcome } of deployments) {
      if (promotion && !outcome && failed.has(promotion)) {
        await this.#deployments.recordFailed(id);
      }
    }
  }

  /** `deployments`: oldest first. */
  async #linkEnvironment(
    promotions: PromotionRecord[],
    deployments: Deployment[],
  ): Promise<void> {
    const linked = new Set(deployments.map(({ promotion }) => promotion));
    const lastMergedFirst = promotions
      .filter(({ id }) => !linked.has(id))
      .sort((one, other) => (mergeTime(one) < mergeTime(other) ? 1 : -1));
    const taken = new Set<Deployment>();
    for (const promotion of lastMergedFirst) {
      const first = await this.#firstWith(promotion, deployments);
      if (
        first &&
        !first.promotion &&
        !taken.has(first) &&
        deploys(first.release, promotion.release)
      ) {
        taken.add(first);
        await this.#deployments.linkPromotion(first.id, promotion.id);
      }
    }
  }

  /** The first deployment whose commit contains the merge: no later one was brought by it. */
  async #firstWith(
    promotion: PromotionRecord,
    deployments: Deployment[],
  ): Promise<Deployment | undefined> {
    for (const deployment of deployments) {
      if (
        mayContain(deployment, promotion.mergedAt) &&
        (await this.#containsMerge(deployment.revision, promotion))
      ) {
        return deployment;
      }
    }
    return undefined;
  }

  async #containsMerge(
    commit: string,
    { mergeCommit, sourceUrl }: PromotionRecord,
  ): Promise<boolean> {
    if (!mergeCommit || commit === mergeCommit) {
      return commit === mergeCommit;
    }
    const key = `${mergeCommit}..${commit}`;
    const known = this.#contained.get(key);
    if (known !== undefined) {
      return known;
    }
    try {
      const { reader } = await this.#hosts.resolve(sourceUrl);
      const contained = await reader.contains(commit, mergeCommit);
      this.#contained.set(key, contained);
      return contained;
    } catch (error) {
      if (isMissing(error)) {
        return false;
      }
      throw error;
    }
  }
}

function mergeTime({ mergedAt, createdAt }: PromotionRecord): string {
  return mergedAt ?? createdAt;
}
