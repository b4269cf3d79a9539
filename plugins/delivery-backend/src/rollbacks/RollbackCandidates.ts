import type {
  Deployment,
  Release,
  RollbackCandidate,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import type { PromotionStore } from '../promotions/PromotionStore';
import type { GitReleases } from '../releases/GitReleases';
import type { ResolvedService } from '../services/ServiceResolver';
import { findRolledBack, isPartOf } from './findRolledBack';

/** Nobody goes back further than so many deployments, and each of them would be read. */
const MAX_DEPLOYMENTS = 200;

function isSameRelease(one: Release, other: Release): boolean {
  return isPartOf(one, other) && isPartOf(other, one);
}

/** Finds the Releases that an environment ran before, and may run again. */
export class RollbackCandidates {
  readonly #deployments: Pick<DeploymentStore, 'list'>;
  readonly #promotions: Pick<PromotionStore, 'list'>;
  readonly #gitReleases: Pick<GitReleases, 'now'>;

  constructor(options: {
    deployments: Pick<DeploymentStore, 'list'>;
    promotions: Pick<PromotionStore, 'list'>;
    gitReleases: Pick<GitReleases, 'now'>;
  }) {
    this.#deployments = options.deployments;
    this.#promotions = options.promotions;
    this.#gitReleases = options.gitReleases;
  }

  /**
   * The newest deployment of each Release, newest first, without the Release that Git names now; where that is not known,
   * without the one that was deployed last. What was deployed is known of these only.
   */
  async find(
    service: ResolvedService,
    environment: string,
  ): Promise<RollbackCandidate[]> {
    const { entityRef } = service;
    const [deployments, promotions, named] = await Promise.all([
      this.#deployments.list({
        entityRef,
        environment,
        limit: MAX_DEPLOYMENTS,
      }),
      this.#promotions.list(entityRef),
      // The catalog may be a minute behind, and nobody is to go back to what is there now.
      this.#gitReleases.now(service, environment),
    ]);
    const current = named ?? deployments[0]?.release;
    const found: Array<Deployment & { release: Release }> = [];
    for (const deployment of deployments) {
      const { release } = deployment;
      if (
        release &&
        !(current && isSameRelease(release, current)) &&
        !found.some(known => isSameRelease(known.release, release))
      ) {
        found.push({ ...deployment, release });
      }
    }
    return found.map(deployment => {
      const rolledBack = findRolledBack(
        promotions,
        deployments,
        environment,
        deployment.release,
      );
      return { deployment, ...(rolledBack ? { rolledBack } : {}) };
    });
  }
}
