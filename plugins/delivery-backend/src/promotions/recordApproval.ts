import {
  createReason,
  type PromotionApproval,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { Knex } from 'knex';
import { PROMOTIONS } from './PromotionQueries';
import {
  PromotionRecord,
  PromotionRow,
  toPromotionRecord,
} from './PromotionRecord';
import { refusedBecause } from './refusedBecause';

/** How often an approval is written again after others approved in the same moment. */
const ATTEMPTS = 20;

/** Whether it is the same person's approval of the same commit. */
export function isSameApproval(
  one: Pick<PromotionApproval, 'by' | 'commit'>,
  other: Pick<PromotionApproval, 'by' | 'commit'>,
): boolean {
  return one.by === other.by && one.commit === other.commit;
}

/**
 * Records an approval, once for each person and commit; `created` is false when it was there. Undefined when the promotion is
 * gone, is not open any more, or has another commit.
 */
export async function recordApproval(
  db: Knex,
  id: string,
  approval: PromotionApproval,
): Promise<{ record: PromotionRecord; created: boolean } | undefined> {
  const rows = () => db<PromotionRow>(PROMOTIONS);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const row = await rows().where({ id }).first();
    const record = row && toPromotionRecord(row);
    if (!record) {
      return undefined;
    }
    const approvals = record.approvals ?? [];
    if (approvals.some(known => isSameApproval(known, approval))) {
      return { record, created: false };
    }
    // Whoever approves in the same moment must not be lost.
    const changed = await rows()
      .where({
        id,
        status: 'open',
        head_commit: approval.commit,
        approvals: row.approvals,
      })
      .update({
        approvals: JSON.stringify([...approvals, approval]),
        updated_at: approval.at,
      });
    const now = await rows().where({ id }).first();
    const current = now && toPromotionRecord(now);
    if (current && changed > 0) {
      return { record: current, created: true };
    }
    if (current?.status !== 'open' || current.headCommit !== approval.commit) {
      return undefined;
    }
  }
  throw refusedBecause(createReason('ApprovedByOthers', {}));
}
