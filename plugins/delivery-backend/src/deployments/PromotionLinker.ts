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
import type { DeploymentStore } from './DeploymentStore';

/** A promotion that is older than so many deployments to its environment is not looked for any more. */
const MAX_DEPLOYMENTS = 20;

/** Whether all that was promoted is in what was deployed. */
function deploys(deployed: Release | undefined, promoted: Release): boolean {
  return promoted.images.every(image =>
    deployed?.images.some(
      ({ name, tag, digest }) =>
        name === image.name && tag === image.tag && digest === image.digest,
    ),
  );
}

/** Finds out which promotion brought a deployment: the first whose commit contains the merge, and whose Release is the promoted one. */
export class PromotionLinker {
  readonly #deployments: Pick<DeploymentStore, 'list' | 'linkPromotion'>;
  readonly #hosts: GitHosts;
  readonly #promotions: Pick<PromotionStore, 'list'>;

  constructor(options: {
    deployments: Pick<DeploymentStore, 'list' | 'linkPromotion'>;
    hosts: GitHosts;
    promotions: Pick<PromotionStore, 'list'>;
  }) {
    this.#deployments = options.deployments;
    this.#hosts = options.hosts;
    this.#promotions = options.promotions;
  }

  /** Links what can be linked of a service; throws what the Git host throws while it does not answer. */
  async link(entityRef: string): Promise<void> {
    const oldestFirst = (await this.#promotions.list(entityRef))
      .filter(({ mergeCommit }) => mergeCommit)
      .reverse();
    const environments = new Set(oldestFirst.map(({ to }) => to));
    for (const environment of environments) {
      const deployments = await this.#deployments.list({
        entityRef,
        environment,
        limit: MAX_DEPLOYMENTS,
      });
      const linked = new Set(deployments.map(({ promotion }) => promotion));
      const unlinked = deployments
        .filter(({ promotion }) => !promotion)
        .reverse();
      for (const promotion of oldestFirst) {
        if (promotion.to === environment && !linked.has(promotion.id)) {
          await this.#linkPromotion(promotion, unlinked);
        }
      }
    }
  }

  /** `deployments`: oldest first; the one that is linked is taken out. */
  async #linkPromotion(
    promotion: PromotionRecord,
    deployments: Deployment[],
  ): Promise<void> {
    for (const deployment of deployments) {
      if (
        deploys(deployment.release, promotion.release) &&
        (await this.#containsMerge(deployment.revision, promotion))
      ) {
        await this.#deployments.linkPromotion(deployment.id, promotion.id);
        deployments.splice(deployments.indexOf(deployment), 1);
        return;
      }
    }
  }

  async #containsMerge(
    commit: string,
    { mergeCommit, sourceUrl }: PromotionRecord,
  ): Promise<boolean> {
    if (!mergeCommit || commit === mergeCommit) {
      return commit === mergeCommit;
    }
    try {
      const { reader } = await this.#hosts.resolve(sourceUrl);
      return await reader.contains(commit, mergeCommit);
    } catch (error) {
      if (isMissing(error)) {
        return false;
      }
      throw error;
    }
  }
}
