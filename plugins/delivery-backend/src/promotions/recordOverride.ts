import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '@backstage/errors';
import type { PromotionOverride } from '@stonegarden/backstage-plugin-delivery-common';
import type { Knex } from 'knex';
import { overridesInForce } from './overridesInForce';
import { PROMOTIONS } from './PromotionQueries';
import {
  PromotionRecord,
  PromotionRow,
  toPromotionRecord,
} from './PromotionRecord';

/** How often an override is written again after others wrote one in the same moment. */
const ATTEMPTS = 20;

function lasts({ at, until }: PromotionOverride): number {
  return Date.parse(until) - Date.parse(at);
}

/** What two overrides that are one have in common; when they were asked for is not a part of it. */
function essenceOf(override: PromotionOverride) {
  const { by, commit, gates, reason } = override;
  return { by, commit, gates, reason, lasts: lasts(override) };
}

/** The override in force that says the same; undefined where there is none. */
export function findSameOverride(
  record: PromotionRecord,
  override: PromotionOverride,
): PromotionOverride | undefined {
  return overridesInForce(record, new Date(override.at)).find(known =>
    isDeepStrictEqual(essenceOf(known), essenceOf(override)),
  );
}

/**
 * Records an override of an open promotion, once while the same is in force; `created` is false when it was there. Undefined when
 * the promotion is gone, is not open any more, or has another commit.
 */
export async function recordOverride(
  db: Knex,
  id: string,
  override: PromotionOverride & { commit: string },
): Promise<{ record: PromotionRecord; created: boolean } | undefined> {
  const rows = () => db<PromotionRow>(PROMOTIONS);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const row = await rows().where({ id }).first();
    const record = row && toPromotionRecord(row);
    if (record?.status !== 'open' || record.headCommit !== override.commit) {
      return undefined;
    }
    if (findSameOverride(record, override)) {
      return { record, created: false };
    }
    // Whoever overrides in the same moment must not be lost.
    const changed = await rows()
      .where({
        id,
        status: 'open',
        head_commit: override.commit,
        overrides: row?.overrides ?? null,
      })
      .update({
        overrides: JSON.stringify([...(record.overrides ?? []), override]),
        updated_at: override.at,
      });
    const now = changed > 0 && (await rows().where({ id }).first());
    if (now) {
      return { record: toPromotionRecord(now), created: true };
    }
  }
  throw new ConflictError(
    'Others changed the promotion at the same time, and the override could not be recorded. Try again.',
  );
}
