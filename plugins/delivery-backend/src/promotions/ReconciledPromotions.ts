import { isDeepStrictEqual } from 'node:util';
import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  createReason,
  FINAL_PROMOTION_STATUSES,
  isSameReason,
  PromotionProgress,
  PromotionPullRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import { isHostError } from '@stonegarden/backstage-plugin-delivery-node';
import { audited } from '../audit/audited';
import { pullRequestUnknown } from './PromotionOutbox';
import type { PromotionRecord } from './PromotionRecord';
import type { PromotionStore } from './PromotionStore';

/** What the host said is written again after this time, also when it is the same: it says by when that was so. */
const WRITE_AGAIN_AFTER_MS = 60 * 1000;

function isSameFacts(
  one: PromotionPullRequest,
  other: PromotionPullRequest | undefined,
): boolean {
  const undated = (facts: PromotionPullRequest | undefined) =>
    facts && {
      ...facts,
      asOf: undefined,
      gates: facts.gates && { ...facts.gates, asOf: undefined },
    };
  return isDeepStrictEqual(
    JSON.parse(JSON.stringify(undated(one))),
    other && JSON.parse(JSON.stringify(undated(other))),
  );
}

function isOld({ pullRequest }: PromotionRecord): boolean {
  return !(
    Date.now() - Date.parse(pullRequest?.asOf ?? '') <=
    WRITE_AGAIN_AFTER_MS
  );
}

/** Records what reconciling found out, and tells pages of what is news. */
export class ReconciledPromotions {
  readonly #auditor: AuditorService;
  readonly #store: Pick<PromotionStore, 'get' | 'update'>;
  readonly #logger: LoggerService;
  readonly #onChange: (entityRef: string) => void;
  readonly #onMerge: (merged: PromotionRecord, commit: string) => void;

  constructor(options: {
    auditor: AuditorService;
    store: Pick<PromotionStore, 'get' | 'update'>;
    logger: LoggerService;
    /** Called with the entity ref of a service of which a promotion moved. */
    onChange(entityRef: string): void;
    /** Called once in all backends when the merge of a promotion was recorded. */
    onMerge(merged: PromotionRecord, commit: string): void;
  }) {
    this.#auditor = options.auditor;
    this.#store = options.store;
    this.#logger = options.logger;
    this.#onChange = options.onChange;
    this.#onMerge = options.onMerge;
  }

  /** Returns the record as it is then. */
  async save(
    record: PromotionRecord,
    progress: PromotionProgress,
    observed: { mergeCommit?: string; facts?: PromotionPullRequest },
  ): Promise<PromotionRecord | undefined> {
    const { status, reason, mergedAt, finishedAt, settling } = progress;
    const { mergeCommit, facts } = observed;
    const isNews =
      status !== record.status ||
      !isSameReason(reason, record.reason) ||
      (facts !== undefined && !isSameFacts(facts, record.pullRequest));
    if (
      !isNews &&
      settling?.since === record.settling?.since &&
      settling?.fingerprint === record.settling?.fingerprint &&
      !(facts && isOld(record))
    ) {
      return record;
    }
    const moved = await this.#store.update(record, {
      status,
      reason,
      mergedAt,
      finishedAt,
      settling,
      pullRequest: facts,
      ...(mergedAt ? { mergeCommit } : {}),
    });
    if (moved && isNews) {
      this.#logger.info(
        `Promotion ${record.id} of ${record.entityRef} to ${record.to}: ${record.status} → ${status}`,
      );
      this.#onChange(record.entityRef);
    }
    if (moved && mergedAt && mergeCommit && !record.mergedAt) {
      this.#onMerge(record, mergeCommit);
    }
    if (moved && status !== record.status) {
      await this.#audit(record, progress);
    }
    return this.#store.get(record.id);
  }

  /** The one backend that moved it says so. */
  #audit(
    { id, entityRef, to, status: before }: PromotionRecord,
    { status, reason }: PromotionProgress,
  ): Promise<void> {
    return audited(
      this.#auditor,
      {
        eventId: 'promotion-status',
        severityLevel: 'medium',
        meta: {
          promotion: id,
          entityRef,
          environment: to,
          before,
          status,
          ...(reason ? { reason: reason.code } : {}),
        },
      },
      async () => {},
    );
  }

  /** Tells people why a promotion does not move; the next successful run removes the reason. Does not throw. */
  async explain(
    record: PromotionRecord,
    error: unknown,
  ): Promise<PromotionRecord | undefined> {
    try {
      const current = await this.#store.get(record.id);
      const reason =
        current && !current.pullRequest
          ? pullRequestUnknown(current)
          : createReason(
              'CheckFailed',
              isHostError(error) ? { detail: error.message } : {},
            );
      if (
        !current ||
        isSameReason(current.reason, reason) ||
        FINAL_PROMOTION_STATUSES.includes(current.status)
      ) {
        return current;
      }
      const { status, settling } = current;
      await this.#store.update(current, { status, reason, settling });
      this.#onChange(current.entityRef);
      return await this.#store.get(record.id);
    } catch {
      return undefined;
    }
  }
}
