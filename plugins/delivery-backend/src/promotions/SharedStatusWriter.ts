import { randomUUID } from 'node:crypto';
import type {
  GitLocation,
  PullRequest,
} from '@stonegarden/backstage-plugin-delivery-node';
import { servicePage } from '../services/servicePage';
import { trainPage } from '../services/trainPage';
import { keyOfStatus, sharedStatusOf } from './commitStatus';
import { STATUS_CONTEXT } from './observePullRequest';
import type { PromotionRecord } from './PromotionRecord';
import type { PromotionStore } from './PromotionStore';

/** So often the status is written in one run, while what the others say changes. */
const ATTEMPTS = 3;
/** Longer than a run may take: a run that has not said by then what it wrote has ended without. */
const CLAIM_MS = 60_000;
const CLAIM = 'writing ';

/** Before whatever was claimed at that time; sorts by time. */
function claimAt(time: number): string {
  return `${CLAIM}${new Date(time).toISOString()}`;
}

/** Whether it is not known what the host has: it was not written yet, or a run began to write and has not said more. */
export function owesSharedStatus({
  sharedStatus,
}: Pick<PromotionRecord, 'sharedStatus'>): boolean {
  return sharedStatus === undefined || sharedStatus.startsWith(CLAIM);
}

/**
 * Writes the one commit status that says about all that a pull request brings. One run at a time does: what another wrote late would
 * stand at the host, while the records say something else.
 */
export class SharedStatusWriter {
  readonly #store: Pick<
    PromotionStore,
    'claimSharedStatus' | 'setSharedStatus' | 'listSharing'
  >;
  readonly #portalUrl: string;

  constructor(options: {
    store: Pick<
      PromotionStore,
      'claimSharedStatus' | 'setSharedStatus' | 'listSharing'
    >;
    /** `app.baseUrl`, without a slash at the end. */
    portalUrl: string;
  }) {
    this.#store = options.store;
    this.#portalUrl = options.portalUrl;
  }

  /** Throws what the host throws; it is owed then. */
  async write(
    record: PromotionRecord,
    sharedId: string,
    { headCommit }: PullRequest,
    { pullRequests }: GitLocation,
  ): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const all = await this.#store.listSharing(record);
      const status = sharedStatusOf(all, new Date());
      const key = keyOfStatus(headCommit, status);
      if (all.every(({ sharedStatus }) => sharedStatus === key)) {
        return;
      }
      if (attempt > ATTEMPTS) {
        await this.#store.setSharedStatus(sharedId, undefined);
        return;
      }
      const now = Date.now();
      const claim = `${claimAt(now)} ${randomUUID()}`;
      const isMine = await this.#store.claimSharedStatus(sharedId, claim, {
        marker: CLAIM,
        deadBefore: claimAt(now - CLAIM_MS),
      });
      if (!isMine) {
        // The run that writes looks once more what all say when it has written.
        return;
      }
      try {
        await pullRequests.setStatus(headCommit, {
          context: STATUS_CONTEXT,
          ...status,
          url: `${this.#portalUrl}${
            record.train
              ? trainPage(record.train)
              : servicePage(record.entityRef)
          }`,
        });
      } catch (error) {
        await this.#store.setSharedStatus(sharedId, undefined, claim);
        throw error;
      }
      await this.#store.setSharedStatus(sharedId, key, claim);
    }
  }
}
