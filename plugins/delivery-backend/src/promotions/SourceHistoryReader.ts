import type { PromotionBack } from '@stonegarden/backstage-plugin-delivery-common';
import type {
  OtherSource,
  PastRelease,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import type { ResolvedService } from '../services/ServiceResolver';
import { findBack, pastOfRelease } from './pastOfRelease';
import type { PromotionPlan } from './planPromotion';
import type { PromotionRecord } from './PromotionRecord';
import type { RequestedPromotion } from './RequestedPromotion';

/** So many deployments back it is looked for what is promoted. */
const PAST_DEPLOYMENTS = 200;

/** What the record says of the environments that a Release must have been verified in. */
export interface SourceHistory {
  past?: PastRelease;
  /** By their names: how they are now is for others to say. */
  otherSources?: Array<Omit<OtherSource, 'environment'> & { name: string }>;
  /** Set when a chosen Release is older than what the target has. */
  back?: PromotionBack;
}

/** Reads what gates need of the past: of a Release that was chosen out of the history, and where the path meets. */
export class SourceHistoryReader {
  readonly #deployments: Pick<DeploymentStore, 'list'>;

  constructor(options: { deployments: Pick<DeploymentStore, 'list'> }) {
    this.#deployments = options.deployments;
  }

  /** Asks nothing where a promotion takes what Git names for the only environment before its target. */
  async read(
    { entityRef }: Pick<ResolvedService, 'entityRef'>,
    { chosen, from, to }: Pick<RequestedPromotion, 'chosen' | 'from' | 'to'>,
    { edit, git, named }: Pick<PromotionPlan, 'edit' | 'git' | 'named'>,
    promotions: readonly PromotionRecord[],
  ): Promise<SourceHistory> {
    if (!named) {
      return {};
    }
    const list = async (environment: string) =>
      this.#deployments.list({
        entityRef,
        environment,
        limit: PAST_DEPLOYMENTS,
      });
    const others = [...named.keys()].filter(name => name !== from);
    const [own, target, ...ofOthers] = await Promise.all(
      [from, to, ...others].map(list),
    );
    const { release } = git.source;
    const past = chosen
      ? pastOfRelease(from, release, named.get(from), {
          deployments: own,
          promotions,
        })
      : undefined;
    const back =
      chosen && edit
        ? findBack({ from, to }, edit.release, git.target.release, [
            ...target,
            ...own,
          ])
        : undefined;
    const otherSources = others.map((name, index) => {
      const deployments = ofOthers[index];
      const now = named.get(name) ?? { file: '' };
      const before = pastOfRelease(name, release, now, {
        deployments,
        promotions,
      });
      return {
        name,
        git: now,
        ...(deployments[0] ? { deployment: deployments[0] } : {}),
        ...(before ? { past: before } : {}),
      };
    });
    return {
      ...(past ? { past } : {}),
      ...(back ? { back } : {}),
      ...(otherSources.length > 0 ? { otherSources } : {}),
    };
  }
}
