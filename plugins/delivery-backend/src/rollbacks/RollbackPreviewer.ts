import {
  Deployment,
  Reason,
  RollbackPreview,
} from '@stonegarden/backstage-plugin-delivery-common';
import { isMissing } from '@stonegarden/backstage-plugin-delivery-node';
import type { Requester } from '../promotions/newPromotion';
import type { PromotionOpener } from '../promotions/PromotionOpener';
import type { PromotionPlan } from '../promotions/planPromotion';
import type {
  RequestedPromotion,
  RequestedRollback,
} from '../promotions/RequestedPromotion';
import { toFileChanges } from '../promotions/toFileChanges';
import { toPromotion } from '../promotions/toPromotion';
import type { ReleaseFile } from '../releases/ReleaseFile';
import type { EmergencyRollbacks } from '../emergency/EmergencyRollbacks';
import type { ResolvedService } from '../services/ServiceResolver';
import { findOtherChanges } from './findOtherChanges';

/** Finds out what may go wrong with a rollback though nothing forbids it. */
export type FindRollbackWarnings = (
  service: ResolvedService,
  rollback: { deployment: Deployment; plan: PromotionPlan },
) => Promise<Reason[]>;

/** Says what a rollback would do. Writes nothing; permissions are checked before it is asked. */
export class RollbackPreviewer {
  readonly #opener: Pick<PromotionOpener, 'consider'>;
  readonly #releaseFile: ReleaseFile;
  readonly #findWarnings: FindRollbackWarnings;
  readonly #emergency: Pick<EmergencyRollbacks, 'preview'>;

  constructor(options: {
    opener: Pick<PromotionOpener, 'consider'>;
    releaseFile: ReleaseFile;
    findWarnings: FindRollbackWarnings;
    emergency: Pick<EmergencyRollbacks, 'preview'>;
  }) {
    this.#opener = options.opener;
    this.#releaseFile = options.releaseFile;
    this.#findWarnings = options.findWarnings;
    this.#emergency = options.emergency;
  }

  async preview(
    service: ResolvedService,
    request: RequestedPromotion & { rollback: RequestedRollback },
    requester: Pick<Requester, 'ref' | 'mayApprove'>,
  ): Promise<RollbackPreview> {
    const { deployment, scope } = request.rollback;
    const { plan, clusterChanges, gates, reasonRequired, existing, obstacle } =
      await this.#opener.consider(service, request, requester);
    const [others, warnings] = await Promise.all([
      this.#findOtherChanges(request.rollback, plan),
      this.#findWarnings(service, { deployment, plan }),
    ]);
    return {
      entityRef: service.entityRef,
      environment: request.to,
      scope,
      deployment,
      baseCommit: plan.baseCommit,
      changes: plan.changes,
      files: toFileChanges(plan.edit?.files ?? []),
      ...(clusterChanges ? { clusterChanges } : {}),
      commits: plan.commits?.items ?? [],
      commitsComplete: plan.commits?.complete ?? false,
      otherChanges: others.ok ? others.changes : [],
      warnings: [...warnings, ...(others.ok ? [] : [others.problem])],
      gates,
      reasonRequired,
      ...(existing ? { existing: toPromotion(existing) } : {}),
      canOpen: obstacle === undefined,
      ...(obstacle ? { reason: obstacle } : {}),
      emergency: this.#emergency.preview(service, deployment),
    };
  }

  async #findOtherChanges(
    rollback: RequestedRollback,
    plan: PromotionPlan,
  ): ReturnType<typeof findOtherChanges> {
    try {
      return await findOtherChanges(rollback, plan, this.#releaseFile);
    } catch (error) {
      if (isMissing(error)) {
        // The plan says so already.
        return { ok: true, changes: [] };
      }
      throw error;
    }
  }
}
