import { createHash, randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import { mapBounded } from '../collections/mapBounded';
import type { Requester } from '../promotions/newPromotion';
import type { PromotionPlan } from '../promotions/planPromotion';
import type { PromotionOpener } from '../promotions/PromotionOpener';
import { activeKey } from '../promotions/PromotionQueries';
import {
  type NewPromotion,
  type PromotionRecord,
  repositoryKey,
} from '../promotions/PromotionRecord';
import type { PromotionStore } from '../promotions/PromotionStore';
import type { RequestedPromotion } from '../promotions/RequestedPromotion';
import type { ResolvedService } from '../services/ServiceResolver';

/** A promotion of a train that is to be opened. */
export interface WantedPromotion {
  service: ResolvedService;
  request: RequestedPromotion;
  requester: Requester;
}

/** Told of each promotion as soon as it is known what became of it. */
export interface OpeningListener {
  /** `created` is false for one that others had opened, or were opening. */
  opened(
    wanted: WantedPromotion,
    promotion: PromotionRecord,
    created: boolean,
  ): Promise<void>;
  failed(wanted: WantedPromotion, error: unknown): Promise<void>;
}

type Planned = WantedPromotion & { plan: PromotionPlan };

/** So often it is begun again, while the branch moves or others open the same. */
const ATTEMPTS = 3;
/** Calls of so many services at a time. */
export const AT_ONCE = 4;
/** Characters that all sections of a pull request's text may have together. */
const BODY_LENGTH = 54_000;

function paths({ plan }: Planned): string[] {
  return (plan.edit?.files ?? []).map(({ path }) => path);
}

/** What can be one commit: the same repository and branch, read at the same commit, and no file twice. */
function groupsOf(planned: readonly Planned[]): Planned[][] {
  const groups: Planned[][] = [];
  for (const each of planned) {
    const { location, baseCommit } = each.plan;
    const own = paths(each);
    const group = groups.find(
      others =>
        repositoryKey(others[0].plan.location.repository) ===
          repositoryKey(location.repository) &&
        others[0].plan.location.branch === location.branch &&
        others[0].plan.baseCommit === baseCommit &&
        !others.flatMap(paths).some(path => own.includes(path)),
    );
    if (group) {
      group.push(each);
    } else {
      groups.push([each]);
    }
  }
  return groups;
}

/** The branch moved while the plans were made: some of them are of another commit. */
function isMoved(planned: readonly Planned[]): boolean {
  const bases = new Map<string, string>();
  return planned.some(({ plan: { location, baseCommit } }) => {
    const key = `${repositoryKey(location.repository)} ${location.branch}`;
    const before = bases.get(key) ?? baseCommit;
    bases.set(key, before);
    return before !== baseCommit;
  });
}

/** The same for the same Releases of the same services. */
function branchOf(promotions: readonly NewPromotion[]): string {
  const key = createHash('sha256')
    .update(promotions.map(activeKey).sort().join('\n'))
    .digest('hex')
    .slice(0, 16);
  return `stonegarden/promote/train-${promotions[0].to}-${key}`;
}

/**
 * Opens one pull request for all services of a train that are in the same repository and branch; others get their own. Promotions
 * of one pull request are recorded together before the Git host is asked, so that none of them is sent twice.
 */
export class SharedOpener {
  readonly #opener: Pick<
    PromotionOpener,
    'open' | 'planShared' | 'prepareShared' | 'openShared'
  >;
  readonly #store: Pick<
    PromotionStore,
    'proposeTogether' | 'listSharing' | 'findActive'
  >;

  constructor(options: {
    opener: Pick<
      PromotionOpener,
      'open' | 'planShared' | 'prepareShared' | 'openShared'
    >;
    store: Pick<
      PromotionStore,
      'proposeTogether' | 'listSharing' | 'findActive'
    >;
  }) {
    this.#opener = options.opener;
    this.#store = options.store;
  }

  /** Does not throw what concerns one service: the listener is told. */
  async open(
    wanted: readonly WantedPromotion[],
    listener: OpeningListener,
    attempt = 1,
  ): Promise<void> {
    const planned = await this.#plan(wanted, listener);
    if (isMoved(planned) && attempt < ATTEMPTS) {
      await this.open(planned, listener, attempt + 1);
      return;
    }
    for (const group of groupsOf(planned)) {
      const left = await this.#openGroup(group, listener);
      if (left.length > 0 && attempt < ATTEMPTS) {
        await this.open(left, listener, attempt + 1);
      } else {
        for (const each of left) {
          await listener.failed(
            each,
            new ConflictError(
              'The promotion was changed by others at the same time. Try again: it leads to the same pull request.',
            ),
          );
        }
      }
    }
  }

  async #plan(
    wanted: readonly WantedPromotion[],
    listener: OpeningListener,
  ): Promise<Planned[]> {
    const planned = await mapBounded(wanted, AT_ONCE, async each => {
      try {
        const { service, request, requester } = each;
        const found = await this.#opener.planShared(service, request);
        if ('existing' in found) {
          await listener.opened(each, found.existing, false);
          return [];
        }
        return [{ service, request, requester, plan: found.plan }];
      } catch (error) {
        await listener.failed(each, error);
        return [];
      }
    });
    return planned.flat();
  }

  /** Returns what others were opening at the same time: it is to be looked at again. */
  async #openGroup(
    group: readonly Planned[],
    listener: OpeningListener,
  ): Promise<Planned[]> {
    const shared = {
      sharedId: randomUUID(),
      maxLength: Math.floor(BODY_LENGTH / group.length),
    };
    const prepared =
      group.length === 1
        ? group.map(each => ({ each, promotion: undefined }))
        : (
            await mapBounded(group, AT_ONCE, async each => {
              const { service, request, requester, plan } = each;
              try {
                const promotion = await this.#opener.prepareShared(
                  service,
                  request,
                  requester,
                  { plan, shared },
                );
                return [{ each, promotion }];
              } catch (error) {
                await listener.failed(each, error);
                return [];
              }
            })
          ).flat();
    if (prepared.length <= 1) {
      for (const { each } of prepared) {
        await this.#openAlone(each, listener);
      }
      return [];
    }
    const promotions = prepared.flatMap(({ promotion }) => promotion ?? []);
    const branch = branchOf(promotions);
    const records = await this.#store.proposeTogether(
      promotions.map(each => ({ ...each, branch })),
    );
    if (!records) {
      return this.#leadToOthers(prepared, listener);
    }
    await this.#send(
      prepared.map(({ each }) => each),
      records,
      { listener, created: true },
    );
    return [];
  }

  /** Of some of them others have recorded a promotion just now: it is brought to the host with theirs. Returns the rest. */
  async #leadToOthers(
    prepared: ReadonlyArray<{ each: Planned; promotion?: NewPromotion }>,
    listener: OpeningListener,
  ): Promise<Planned[]> {
    const left: Planned[] = [];
    for (const { each, promotion } of prepared) {
      const active = promotion && (await this.#store.findActive(promotion));
      if (active) {
        await this.#send([each], [active], { listener, created: false });
      } else {
        left.push(each);
      }
    }
    return left;
  }

  async #openAlone(
    wanted: WantedPromotion,
    listener: OpeningListener,
  ): Promise<void> {
    const { service, request, requester } = wanted;
    try {
      const opened = await this.#opener.open(service, request, requester);
      await listener.opened(wanted, opened.promotion, opened.created);
    } catch (error) {
      await listener.failed(wanted, error);
    }
  }

  async #send(
    wanted: readonly WantedPromotion[],
    records: PromotionRecord[],
    { listener, created }: { listener: OpeningListener; created: boolean },
  ): Promise<void> {
    const ofService = (all: PromotionRecord[], { service }: WantedPromotion) =>
      all.find(({ entityRef }) => entityRef === service.entityRef);
    try {
      const opened = await this.#opener.openShared(records);
      for (const each of wanted) {
        const promotion = ofService(opened, each);
        await (promotion
          ? listener.opened(each, promotion, created)
          : listener.failed(
              each,
              new ConflictError('It was given up meanwhile. Try again.'),
            ));
      }
    } catch (error) {
      // What is not known to have failed is looked for, and shown as it is.
      const left = await this.#store.listSharing(records[0]);
      for (const each of wanted) {
        const promotion = ofService(left, each);
        await (promotion
          ? listener.opened(each, promotion, created)
          : listener.failed(each, error));
      }
    }
  }
}
