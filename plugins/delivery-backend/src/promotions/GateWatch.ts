import { NotFoundError } from '@backstage/errors';
import type {
  GateResult,
  PromotionPullRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import { approvalFacts } from '../gates/approvalFacts';
import { blockingReason } from '../gates/blockingReason';
import type { ServiceResolver } from '../services/ServiceResolver';
import type { PromotionPlanner } from './PromotionPlanner';
import type { PromotionRecord } from './PromotionRecord';

type GatesNow = NonNullable<PromotionPullRequest['gates']>;

/** What the gates say together: what is known to be bad before what is not known, and that before what will pass. */
function summarize(gates: GateResult[]): Omit<GatesNow, 'asOf'> {
  // An open pull request has something to promote, or will say so itself.
  const asked = gates.filter(({ status }) => status !== 'skipped');
  const state =
    (['failed', 'unknown', 'pending'] as const).find(each =>
      asked.some(({ status }) => status === each),
    ) ?? 'passed';
  const reason = blockingReason(asked);
  return { state, ...(reason ? { reason } : {}) };
}

/** Asks the gates of an open promotion again: what let it be opened may no longer hold when somebody merges it. */
export class GateWatch {
  readonly #planner: PromotionPlanner;
  readonly #services: Pick<ServiceResolver, 'resolve'>;

  constructor(options: {
    planner: PromotionPlanner;
    services: Pick<ServiceResolver, 'resolve'>;
  }) {
    this.#planner = options.planner;
    this.#services = options.services;
  }

  /** Undefined when the service, or one of the two environments, is not in the catalog. */
  async judge(
    record: PromotionRecord,
    pullRequest?: PromotionPullRequest,
  ): Promise<GatesNow | undefined> {
    const { entityRef, from, to, requestReason, rollback } = record;
    if (rollback) {
      // Gates ask for a reason when it is opened, and hold nothing up.
      return { state: 'passed', asOf: new Date().toISOString() };
    }
    const request = {
      from,
      to,
      ...(requestReason ? { reason: requestReason } : {}),
    };
    try {
      const service = await this.#services.resolve(entityRef);
      const plan = await this.#planner.plan(service, request);
      const { gates } = await this.#planner.judge(service, request, plan, {
        approval: approvalFacts({ ...record, pullRequest }),
        ...(pullRequest ? { pullRequest } : {}),
      });
      return { ...summarize(gates), asOf: new Date().toISOString() };
    } catch (error) {
      if (error instanceof NotFoundError) {
        return undefined;
      }
      throw error;
    }
  }
}
