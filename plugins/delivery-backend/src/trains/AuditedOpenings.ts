import type {
  AuditorService,
  AuditorServiceEvent,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Request } from 'express';
import type { PromotionRecord } from '../promotions/PromotionRecord';
import type { OpeningListener, WantedPromotion } from './SharedOpener';
import type { TrainRecord } from './TrainStore';

/**
 * Leaves an audit event for each promotion of a train, as if it had been opened alone: it begins before anything is opened, so that
 * whatever is found open has one, also when the portal ends on the way.
 */
export class AuditedOpenings implements OpeningListener {
  readonly #inner: OpeningListener;
  readonly #auditor: AuditorService;
  readonly #train: Pick<TrainRecord, 'id'>;
  readonly #request: Request | undefined;
  /** Those that have begun, by the service's entity ref. */
  readonly #events = new Map<string, AuditorServiceEvent>();

  constructor(
    inner: OpeningListener,
    options: {
      auditor: AuditorService;
      train: Pick<TrainRecord, 'id'>;
      /** Left out when nobody waits for it. */
      request?: Request;
    },
  ) {
    this.#inner = inner;
    this.#auditor = options.auditor;
    this.#train = options.train;
    this.#request = options.request;
  }

  /** Throws what the task throws; the openings that nothing is known of have failed then. */
  async during(
    wanted: readonly WantedPromotion[],
    task: () => Promise<void>,
  ): Promise<void> {
    for (const { service, request } of wanted) {
      const { entityRef } = service;
      this.#events.set(
        entityRef,
        await this.#auditor.createEvent({
          eventId: 'promotion-open',
          severityLevel: 'medium',
          request: this.#request,
          meta: {
            entityRef,
            from: request.from,
            to: request.to,
            train: this.#train.id,
          },
        }),
      );
    }
    try {
      await task();
    } catch (error) {
      for (const entityRef of [...this.#events.keys()]) {
        await this.#take(entityRef)?.fail({ error: toError(error) });
      }
      throw error;
    }
  }

  /** That it is open is in the audit whatever becomes of the record of its train. */
  async opened(
    wanted: WantedPromotion,
    promotion: PromotionRecord,
    created: boolean,
  ): Promise<void> {
    await this.#take(wanted.service.entityRef)?.success({
      meta: {
        promotion: promotion.id,
        created,
        pullRequest: promotion.pullRequest?.url ?? null,
      },
    });
    await this.#inner.opened(wanted, promotion, created);
  }

  async failed(wanted: WantedPromotion, error: unknown): Promise<void> {
    await this.#take(wanted.service.entityRef)?.fail({ error: toError(error) });
    await this.#inner.failed(wanted, error);
  }

  /** Each ends once. */
  #take(entityRef: string): AuditorServiceEvent | undefined {
    const event = this.#events.get(entityRef);
    this.#events.delete(entityRef);
    return event;
  }
}
