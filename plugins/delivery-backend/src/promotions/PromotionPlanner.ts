import type {
  GateResult,
  PromotionRequest,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GateFacts,
  GitHosts,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import { blockingReason } from '../gates/blockingReason';
import { collectGateFacts } from '../gates/collectGateFacts';
import type { GateEvaluator } from '../gates/GateEvaluator';
import type { ReleaseFile } from '../releases/ReleaseFile';
import type { ResolvedService } from '../services/ServiceResolver';
import { planPromotion, PromotionPlan } from './planPromotion';

/** The answers of all gates, and what follows from them. */
export interface Judgement {
  gates: GateResult[];
  /** Why the promotion may not be opened; undefined when it may. */
  reason?: Reason;
}

/** Works out what a promotion would change, and whether it may be opened. Writes nothing. */
export class PromotionPlanner {
  readonly #hosts: GitHosts;
  readonly #releaseFile: ReleaseFile;
  readonly #readModel: Pick<ArgocdReadModel, 'find' | 'instances'>;
  readonly #gates: GateEvaluator;
  readonly #protected: ReadonlySet<string>;

  constructor(options: {
    hosts: GitHosts;
    releaseFile: ReleaseFile;
    readModel: Pick<ArgocdReadModel, 'find' | 'instances'>;
    gates: GateEvaluator;
    protectedEnvironments: readonly string[];
  }) {
    this.#hosts = options.hosts;
    this.#releaseFile = options.releaseFile;
    this.#readModel = options.readModel;
    this.#gates = options.gates;
    this.#protected = new Set(options.protectedEnvironments);
  }

  plan(
    service: ResolvedService,
    request: PromotionRequest,
  ): Promise<PromotionPlan> {
    return planPromotion(service, request, {
      hosts: this.#hosts,
      releaseFile: this.#releaseFile,
    });
  }

  isProtected(environment: string): boolean {
    return this.#protected.has(environment);
  }

  async judge(
    service: ResolvedService,
    request: PromotionRequest,
    plan: PromotionPlan,
    more: Pick<GateFacts, 'approval' | 'pullRequest'> = {},
  ): Promise<Judgement> {
    const gates = await this.#gates.evaluate(
      collectGateFacts(service, request, plan, this.#readModel, {
        isProtected: this.isProtected(request.to),
        ...more,
      }),
    );
    const reason = blockingReason(gates);
    return { gates, ...(reason ? { reason } : {}) };
  }
}
