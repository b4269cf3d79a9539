import type { LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { failureReason } from '../argocd/client/argocdErrors';
import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import { BackgroundQueue } from '../argocd/readModel/BackgroundQueue';
import { findApplication } from '../environments/findApplication';
import type { PromotionRecord } from './PromotionRecord';

/** Of all merges that wait; Argo CD finds those beyond it by itself. */
const MAX_WAITING = 100;

type Merged = Pick<PromotionRecord, 'entityRef' | 'target' | 'to'>;

/**
 * Has Argo CD look at Git again for the one Application that a merge concerns, which it does by itself only every two to three
 * minutes. A hint: one that is lost costs that time and nothing else, so it is not repeated.
 */
export class MergedApplications {
  readonly #readModel: Pick<ArgocdReadModel, 'find' | 'instances' | 'instance'>;
  readonly #logger: LoggerService;
  readonly #stopped = new AbortController();
  readonly #queue: BackgroundQueue<Merged>;

  constructor(options: {
    readModel: Pick<ArgocdReadModel, 'find' | 'instances' | 'instance'>;
    logger: LoggerService;
  }) {
    this.#readModel = options.readModel;
    this.#logger = options.logger;
    this.#queue = new BackgroundQueue({
      maxWaiting: MAX_WAITING,
      signal: this.#stopped.signal,
      work: merged => this.#refresh(merged),
    });
  }

  /** Returns at once. `commit`: the merge; while it waits, the same merge into the same environment is not added again. */
  add(merged: Merged, commit: string): void {
    this.#queue.add(`${commit} ${merged.entityRef} ${merged.to}`, merged);
  }

  stop(): void {
    this.#stopped.abort();
  }

  /** Resolves when nothing is asked for any more. */
  idle(): Promise<void> {
    return this.#queue.idle();
  }

  async #refresh({ entityRef, target, to }: Merged): Promise<void> {
    try {
      const record = findApplication(
        { name: to, ...target },
        this.#readModel.find(parseEntityRef(entityRef).name),
        this.#readModel.instances,
      );
      if (!record) {
        return;
      }
      const { api, upsert } = this.#readModel.instance(record.instance);
      upsert(
        await api.onDemand.refresh(record, 'normal', {
          signal: this.#stopped.signal,
        }),
      );
    } catch (error) {
      this.#logger.info(
        `Argo CD was not told of the merge for ${to} of ${entityRef}; it looks at Git by itself. ${
          failureReason(error).message
        }`,
      );
    }
  }
}
