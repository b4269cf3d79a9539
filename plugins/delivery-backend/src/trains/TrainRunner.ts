import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  createReason,
  FINAL_PROMOTION_STATUSES,
  type TrainPullRequests,
} from '@stonegarden/backstage-plugin-delivery-common';
import { OPENING_DEADLINE_MS } from '@stonegarden/backstage-plugin-delivery-node';
import type { Request } from 'express';
import { mapBounded } from '../collections/mapBounded';
import type { PromotionOpener } from '../promotions/PromotionOpener';
import type { PromotionRecord } from '../promotions/PromotionRecord';
import type { PromotionStore } from '../promotions/PromotionStore';
import { AuditedOpenings } from './AuditedOpenings';
import { openingFailure } from './openingFailure';
import {
  AT_ONCE,
  type OpeningListener,
  type SharedOpener,
  type WantedPromotion,
} from './SharedOpener';
import type { MemberRecord, TrainRecord, TrainStore } from './TrainStore';

/** A train of which nothing was opened is taken up for this long when it is asked for again. */
const TAKEN_UP_FOR_MS = 60 * 60 * 1000;

/** A member with the promotion that it has. */
export interface FollowedMember extends MemberRecord {
  isOpening: boolean;
  promotion?: PromotionRecord;
}

/** Opens what trains are to bring, and knows what became of it. */
export class TrainRunner {
  readonly #auditor: AuditorService;
  readonly #logger: LoggerService;
  readonly #mode: TrainPullRequests;
  readonly #opener: Pick<PromotionOpener, 'open'>;
  readonly #promotions: PromotionStore;
  readonly #shared: Pick<SharedOpener, 'open'>;
  readonly #trains: TrainStore;
  readonly #running = new Set<Promise<void>>();

  constructor(options: {
    auditor: AuditorService;
    logger: LoggerService;
    /** How new trains make their pull requests. */
    mode: TrainPullRequests;
    opener: Pick<PromotionOpener, 'open'>;
    promotions: PromotionStore;
    shared: Pick<SharedOpener, 'open'>;
    trains: TrainStore;
  }) {
    this.#auditor = options.auditor;
    this.#logger = options.logger;
    this.#mode = options.mode;
    this.#opener = options.opener;
    this.#promotions = options.promotions;
    this.#shared = options.shared;
    this.#trains = options.trains;
  }

  get mode(): TrainPullRequests {
    return this.#mode;
  }

  get(id: string): Promise<TrainRecord | undefined> {
    return this.#trains.get(id);
  }

  /** The train of these services that is under way, or a new one. */
  async findOrCreate(
    wanted: readonly WantedPromotion[],
    { to, reason, by }: { to: string; reason?: string; by: string },
  ): Promise<{ train: TrainRecord; created: boolean }> {
    const asked = {
      to,
      members: wanted.map(({ service, request }) => ({
        entityRef: service.entityRef,
        from: request.from,
      })),
    };
    const known = await this.#trains.findActive(asked);
    if (known) {
      if (await this.#isUnderWay(known)) {
        return { train: known, created: false };
      }
      await this.#trains.retire(known.id);
    }
    return this.#trains.create({
      ...asked,
      pullRequests: this.#mode,
      requestedBy: by,
      ...(reason ? { requestReason: reason } : {}),
    });
  }

  /**
   * Opens promotions of a train; one that is open already is led to. Resolves when all of it is known, or when `waitMs` are over:
   * then it goes on, and the record of the train says what became of it.
   */
  async run(
    train: TrainRecord,
    wanted: readonly WantedPromotion[],
    { waitMs, request }: { waitMs: number; request?: Request },
  ): Promise<void> {
    if (wanted.length === 0) {
      return;
    }
    await this.#trains.begin(
      train.id,
      wanted.map(({ service }) => service.entityRef),
      new Date(
        Date.now() +
          OPENING_DEADLINE_MS * (Math.ceil(wanted.length / AT_ONCE) + 1),
      ),
    );
    const running = this.#open(train, wanted, request)
      .catch(error =>
        this.#logger.warn(
          `The train ${train.id} could not be opened: ${stringifyError(error)}`,
        ),
      )
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([
      running,
      new Promise<void>(resolve => {
        timer = setTimeout(resolve, waitMs);
      }),
    ]).finally(() => clearTimeout(timer));
  }

  /** Waits for what is being opened. */
  async stop(): Promise<void> {
    await Promise.all(this.#running);
  }

  /** The members of a train, each with its newest promotion. */
  async follow(train: TrainRecord): Promise<FollowedMember[]> {
    const [current, own] = await Promise.all([
      this.#trains.get(train.id),
      this.#promotions.listOfTrain(train.id),
    ]);
    const members = current?.members ?? [];
    const others = await this.#promotions.listByIds(
      members.flatMap(({ promotionId }) => promotionId ?? []),
    );
    return members.map(member => {
      const promotion =
        // A promotion that was renewed has the train, too.
        own.findLast(({ entityRef }) => entityRef === member.entityRef) ??
        others.find(({ id }) => id === member.promotionId);
      const isOpening =
        !promotion?.pullRequest &&
        member.openingUntil !== undefined &&
        Date.parse(member.openingUntil) > Date.now();
      return {
        ...member,
        isOpening,
        ...(promotion ? { promotion } : {}),
        failure:
          promotion || isOpening
            ? member.failure
            : member.failure ?? createReason('OpeningStopped', {}),
      };
    });
  }

  /** Whether asking for the same again leads to it. */
  async #isUnderWay(train: TrainRecord): Promise<boolean> {
    const members = await this.follow(train);
    return (
      members.some(
        ({ promotion }) =>
          promotion && !FINAL_PROMOTION_STATUSES.includes(promotion.status),
      ) ||
      (members.every(({ promotion }) => !promotion) &&
        Date.now() - Date.parse(train.createdAt) < TAKEN_UP_FOR_MS)
    );
  }

  async #open(
    train: TrainRecord,
    asked: readonly WantedPromotion[],
    request: Request | undefined,
  ): Promise<void> {
    const { id } = train;
    const wanted = asked.map(each => ({
      ...each,
      request: { ...each.request, train: id },
    }));
    const listener: OpeningListener = {
      opened: async ({ service: { entityRef } }, promotion) => {
        await this.#promotions.setTrain(promotion.id, id);
        await this.#trains.setOpened(id, entityRef, promotion.id);
      },
      failed: async ({ service: { entityRef } }, error) => {
        this.#logger.info(
          `${entityRef} does not go with the train ${id}: ${stringifyError(
            error,
          )}`,
        );
        await this.#trains.setFailed(id, entityRef, openingFailure(error));
      },
    };
    const audit = new AuditedOpenings(listener, {
      auditor: this.#auditor,
      train,
      request,
    });
    await audit.during(wanted, () =>
      train.pullRequests === 'one'
        ? this.#shared.open(wanted, audit)
        : this.#openEach(wanted, audit),
    );
  }

  /** One whose record cannot be written keeps no other from being opened, and is thrown in the end. */
  async #openEach(
    wanted: readonly WantedPromotion[],
    listener: OpeningListener,
  ): Promise<void> {
    const told = await mapBounded(wanted, AT_ONCE, async each => {
      const [outcome] = await Promise.allSettled([
        this.#openOne(each, listener),
      ]);
      return outcome;
    });
    for (const outcome of told) {
      if (outcome.status === 'rejected') {
        throw outcome.reason;
      }
    }
  }

  async #openOne(
    wanted: WantedPromotion,
    listener: OpeningListener,
  ): Promise<void> {
    const { service, request, requester } = wanted;
    const opening = await this.#opener.open(service, request, requester).then(
      opened => ({ opened }),
      (error: unknown) => ({ error }),
    );
    await ('opened' in opening
      ? listener.opened(
          wanted,
          opening.opened.promotion,
          opening.opened.created,
        )
      : listener.failed(wanted, opening.error));
  }
}
