import type { AuditorService } from '@backstage/backend-plugin-api';
import {
  createReason,
  formatRelease,
  PromotionStatus,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  codeSpan,
  type GitHosts,
} from '@stonegarden/backstage-plugin-delivery-node';
import { audited } from '../audit/audited';
import type { PromotionRecord } from './PromotionRecord';
import type { PromotionStore } from './PromotionStore';

const MERGED: readonly PromotionStatus[] = ['merged', 'syncing', 'verifying'];
/** A newer promotion takes the place of an open one from its pull request on, unless it came to nothing. */
const TAKES_PLACE: readonly PromotionStatus[] = [
  'open',
  ...MERGED,
  'succeeded',
];

/** Two may be made in the same millisecond. */
function isNewer(one: PromotionRecord, other: PromotionRecord): boolean {
  return one.createdAt === other.createdAt
    ? one.id > other.id
    : one.createdAt > other.createdAt;
}

/**
 * Whether the newer of two open ones takes the place of the older. A rollback always does. Somebody who does not know of an
 * open rollback does not close it: only a promotion for which a reason was given does.
 */
function takesPlaceOf(newer: PromotionRecord, older: PromotionRecord): boolean {
  return (
    isNewer(newer, older) &&
    TAKES_PLACE.includes(newer.status) &&
    // What nobody asked for does not end what somebody did.
    (!newer.automatic || older.automatic !== undefined) &&
    (!older.rollback ||
      newer.rollback !== undefined ||
      newer.requestReason !== undefined)
  );
}

/**
 * The open promotion whose place a promotion of another Release to the same environment is to take. An open rollback is none:
 * whether its place is taken is known when a reason was given. Nor is one that shares its pull request.
 */
export function findReplaced(
  records: readonly PromotionRecord[],
  { to, releaseKey }: Pick<PromotionRecord, 'to' | 'releaseKey'>,
): PromotionRecord | undefined {
  return records.find(
    record =>
      record.to === to &&
      record.status === 'open' &&
      record.releaseKey !== releaseKey &&
      !record.rollback &&
      !record.sharedId,
  );
}

function inWords(
  newer: PromotionRecord,
  by: { pullRequest: number; release: string },
) {
  const ref = codeSpan(newer.entityRef);
  const to = codeSpan(newer.to);
  return newer.rollback
    ? `Superseded by #${
        by.pullRequest
      }, which rolls ${to} of ${ref} back to ${codeSpan(by.release)}.`
    : `Superseded by #${by.pullRequest} (${codeSpan(
        by.release,
      )}): a newer promotion of ${ref} to ${to}.`;
}

/** One environment takes one Release at a time: a newer promotion takes the place of an older one, visibly. */
export class PromotionSuperseder {
  readonly #store: PromotionStore;
  readonly #hosts: GitHosts;
  readonly #auditor: AuditorService;

  constructor(options: {
    store: PromotionStore;
    hosts: GitHosts;
    auditor: AuditorService;
  }) {
    this.#store = options.store;
    this.#hosts = options.hosts;
    this.#auditor = options.auditor;
  }

  /** Ends every older promotion to the same environment. */
  async supersedeOlder(newest: PromotionRecord): Promise<void> {
    for (const record of await this.#store.list(newest.entityRef)) {
      if (record.to === newest.to && isNewer(newest, record)) {
        await this.supersede(record);
      }
    }
  }

  /**
   * Ends a promotion if a newer one took its place: an open one by a newer that is open, merged or has arrived, a merged
   * one by one that was merged after it. Closes its pull request with a comment that names the newer.
   */
  async supersede(record: PromotionRecord): Promise<boolean> {
    if (record.sharedId && record.status === 'open') {
      // Closing its pull request would end those of other services: people do that.
      return false;
    }
    const newer = await this.#findNewer(record);
    if (!newer?.pullRequest || (await this.#isMerged(record))) {
      return false;
    }
    const { pullRequest } = record;
    const by = {
      pullRequest: newer.pullRequest.number,
      release: formatRelease(newer.release),
    };
    return audited(
      this.#auditor,
      {
        eventId: 'promotion-supersede',
        severityLevel: 'medium',
        meta: {
          promotion: record.id,
          by: newer.id,
          entityRef: record.entityRef,
        },
      },
      async () => {
        if (record.status === 'open' && pullRequest) {
          const { pullRequests } = await this.#hosts.resolve(record.sourceUrl);
          const { number } = pullRequest;
          await pullRequests.close(number, inWords(newer, by));
          // Somebody may have merged it in the same moment.
          if ((await pullRequests.status(number)).state === 'merged') {
            return false;
          }
        }
        return this.#store.update(record, {
          status: 'superseded',
          reason: newer.rollback
            ? createReason('SupersededByRollback', {
                environment: newer.to,
                ...by,
              })
            : createReason('Superseded', by),
        });
      },
    );
  }

  /** Whether an open promotion was merged in fact, which nobody has noticed yet: it is not to be ended as if it were open. */
  async #isMerged({
    status,
    pullRequest,
    sourceUrl,
  }: PromotionRecord): Promise<boolean> {
    if (status !== 'open' || !pullRequest) {
      return false;
    }
    const { pullRequests } = await this.#hosts.resolve(sourceUrl);
    const { state } = await pullRequests.status(pullRequest.number);
    return state === 'merged';
  }

  async #findNewer(
    record: PromotionRecord,
  ): Promise<PromotionRecord | undefined> {
    const open = record.status === 'open';
    const merged = MERGED.includes(record.status);
    if (!open && !merged) {
      return undefined;
    }
    const others = await this.#store.list(record.entityRef);
    return others.find(other => {
      if (other.id === record.id || other.to !== record.to) {
        return false;
      }
      return open
        ? takesPlaceOf(other, record)
        : Boolean(
            other.mergedAt &&
              record.mergedAt &&
              other.mergedAt > record.mergedAt,
          );
    });
  }
}
