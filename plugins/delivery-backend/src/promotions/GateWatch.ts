import { isDeepStrictEqual } from 'node:util';
import { isError, NotFoundError } from '@backstage/errors';
import {
  createReason,
  type GateResult,
  isHolding,
  type PromotionPolicy,
  type PromotionPullRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import { isAccessRefusal } from '@stonegarden/backstage-plugin-delivery-node';
import { ancestorsOf } from '@stonegarden/service-manifest';
import { tellApart } from '../releases/tellApart';
import { blockingReason } from '../gates/blockingReason';
import { stricterApprovals } from '../policy/mergePolicy';
import {
  environmentOf,
  type ResolvedService,
  type ServiceResolver,
} from '../services/ServiceResolver';
import { overridesInForce } from './overridesInForce';
import type { PromotionPlan } from './planPromotion';
import type { PromotionPlanner } from './PromotionPlanner';
import type { PromotionRecord } from './PromotionRecord';
import type { PromotionStore } from './PromotionStore';
import { requiredApprovalsOf } from './tallyApprovals';

/** Whether the same question leads to the same refusal again. */
function isRefusal(error: unknown): error is Error {
  return (
    isAccessRefusal(error) || (isError(error) && error.name === 'InputError')
  );
}

function isOverridden({ status }: GateResult): boolean {
  return status === 'overridden';
}

type GatesNow = NonNullable<PromotionPullRequest['gates']>;

/**
 * What the gates say together: what is known to be bad before what is not known, and that before what will pass. Where only
 * overrides let them pass, they have not passed.
 */
function summarize(gates: GateResult[], asOf: string): GatesNow {
  // An open pull request has something to promote, or will say so itself.
  const asked = gates.filter(({ status }) => status !== 'skipped');
  const state =
    (['failed', 'unknown', 'pending'] as const).find(each =>
      asked.some(({ status }) => status === each),
    ) ?? (asked.some(isOverridden) ? 'overridden' : 'passed');
  const held = asked.filter(
    gate => isHolding(gate.status) || isOverridden(gate),
  );
  const reason = blockingReason(asked);
  const changesAt = gates
    .flatMap(gate => gate.reason.changesAt ?? [])
    // What was to change by now and has not is not waited for.
    .filter(time => Date.parse(time) > Date.parse(asOf))
    .sort((one, other) => Date.parse(one) - Date.parse(other))
    .at(0);
  return {
    state,
    ...(reason ? { reason } : {}),
    ...(held.length > 0 ? { held } : {}),
    ...(changesAt ? { changesAt } : {}),
    asOf,
  };
}

/**
 * The answers of gates are about what the source has in Git now. Once that is another Release than an open promotion brings,
 * they say nothing about it, neither good nor bad. Undefined while they are about it.
 */
function aboutAnother(
  { chosen, from, release, releaseKey }: PromotionRecord,
  { edit, git }: PromotionPlan,
): Pick<GatesNow, 'state' | 'reason'> | undefined {
  if (!edit) {
    const reason = git.source.problem ?? git.target.problem;
    return { state: 'unknown', ...(reason ? { reason } : {}) };
  }
  // What was chosen is read at the commit that was deployed, whatever the source has now.
  return chosen || edit.releaseKey === releaseKey
    ? undefined
    : {
        state: 'pending',
        reason: createReason('SourceMovedOn', {
          environment: from,
          ...tellApart({ promoted: release, now: edit.release }),
        }),
      };
}

/** The path of service.yaml may be another one by now, and no longer lead from where an open promotion comes from. */
function offThePath(
  service: ResolvedService,
  { chosen, from, to }: PromotionRecord,
): GatesNow | undefined {
  const { environments } = service;
  [from, to].forEach(name => environmentOf(service, name));
  const before = ancestorsOf(environments, to);
  const stray = [from, ...(chosen ? [chosen.environment] : [])].find(
    name => !before.includes(name),
  );
  return stray === undefined
    ? undefined
    : {
        state: 'failed',
        reason: createReason('CheckFailed', {
          detail: `${stray} no longer comes before ${to} on the path of service.yaml.`,
        }),
        asOf: new Date().toISOString(),
      };
}

/** What was answered before is not known to hold: it does not stay while asking leads to the same refusal each time. */
function unanswered(error: Error): GatesNow {
  return {
    state: 'unknown',
    reason: createReason('CheckFailed', { detail: error.message }),
    asOf: new Date().toISOString(),
  };
}

function judgeTogether(
  record: PromotionRecord,
  plan: PromotionPlan,
  gates: GateResult[],
): GatesNow {
  const asOf = new Date().toISOString();
  const summary = summarize(gates, asOf);
  const other = aboutAnother(record, plan);
  // Where the files cannot be written, gates say why as a rule.
  return !other || (!plan.edit && summary.reason)
    ? summary
    : { ...other, asOf };
}

/** Asks the gates of an open promotion again: what let it be opened may no longer hold when somebody merges it. */
export class GateWatch {
  readonly #planner: PromotionPlanner;
  readonly #services: Pick<ServiceResolver, 'resolve'>;
  readonly #store: Pick<PromotionStore, 'requireApprovals'>;

  constructor(options: {
    planner: PromotionPlanner;
    services: Pick<ServiceResolver, 'resolve'>;
    store: Pick<PromotionStore, 'requireApprovals'>;
  }) {
    this.#planner = options.planner;
    this.#services = options.services;
    this.#store = options.store;
  }

  /** What has become stricter since the promotion was opened holds for it too, and is recorded. */
  async #tighten(
    record: PromotionRecord,
    { approvals }: PromotionPolicy,
  ): Promise<PromotionRecord> {
    const before = requiredApprovalsOf(record);
    const requiredApprovals = stricterApprovals(before, approvals);
    if (!isDeepStrictEqual(before, requiredApprovals)) {
      await this.#store.requireApprovals(record.id, requiredApprovals);
    }
    return { ...record, requiredApprovals };
  }

  /**
   * Undefined when the service, or one of the two environments, is not in the catalog. Throws where asking again may help: when
   * a Git host does not answer.
   */
  async judge(
    record: PromotionRecord,
    pullRequest?: PromotionPullRequest,
  ): Promise<GatesNow | undefined> {
    const { chosen, entityRef, from, to, rollback } = record;
    const { requestReason, reasonGivenFor } = record;
    if (rollback) {
      // Gates ask for a reason when it is opened, and hold nothing up.
      return { state: 'passed', asOf: new Date().toISOString() };
    }
    const request = {
      from,
      to,
      ...(chosen ? { chosen } : {}),
      ...(requestReason ? { reason: requestReason, reasonGivenFor } : {}),
      overrides: overridesInForce(
        { ...record, pullRequest: pullRequest ?? record.pullRequest },
        new Date(),
      ),
    };
    try {
      const service = await this.#services.resolve(entityRef);
      const stray = offThePath(service, record);
      if (stray) {
        return stray;
      }
      const plan = await this.#planner.plan(service, request);
      const policy = this.#planner.policyOf(service, to);
      const { gates } = await this.#planner.judge(service, request, plan, {
        approval: { ...(await this.#tighten(record, policy)), pullRequest },
        ...(pullRequest ? { pullRequest } : {}),
        isPatient: true,
      });
      return {
        ...judgeTogether(record, plan, gates),
        ...(policy.direct && !record.sharedId ? { direct: true as const } : {}),
      };
    } catch (error) {
      if (error instanceof NotFoundError) {
        return undefined;
      }
      if (isRefusal(error)) {
        return unanswered(error);
      }
      throw error;
    }
  }
}
