import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  createReason,
  InstanceStatus,
  isSameReason,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import { ApplicationChange, ApplicationIndex } from './ApplicationIndex';
import type { ApplicationRecord } from './ApplicationRecord';
import { toApplicationRecord } from './toApplicationRecord';
import type { ApplicationEvent, ArgocdClient } from '../client/ArgocdClient';
import { ArgocdResponseError, failureReason } from '../client/argocdErrors';

/** Pauses of a watcher. */
export interface WatcherTiming {
  /** Before the second attempt to reach an instance; doubles up to `longestBackOffMs`, half of it at random. */
  firstBackOffMs: number;
  longestBackOffMs: number;
  /** Argo CD drops events when its buffer is full, so the list is read anew this often. */
  relistMs: number;
}

/** What a watcher tells. */
export interface WatcherListener {
  /** Never empty. Something is removed only when Argo CD said that it is gone. */
  onChanges(changes: ApplicationChange[]): void;
  /** The instance started or stopped answering. */
  onReachability(): void;
}

const DEFAULT_TIMING: WatcherTiming = {
  firstBackOffMs: 1_000,
  longestBackOffMs: 30_000,
  relistMs: 5 * 60_000,
};

/** Applications missing from a list that are asked for by name after each list; the next list takes the rest. */
const MAX_VERIFIED = 100;

/** Keeps the Applications of one Argo CD in memory: a list, then a stream, again and again until stopped. */
export class ArgocdInstanceWatcher {
  readonly name: string;
  readonly #client: ArgocdClient;
  readonly #index = new ApplicationIndex();
  readonly #listener: WatcherListener;
  readonly #logger: LoggerService;
  readonly #timing: WatcherTiming;
  readonly #stopped = new AbortController();
  #running: Promise<void> | undefined;
  #verifying: Promise<void> | undefined;
  #reachable = false;
  #lastContact: Date | undefined;
  #unreachableSince: Date | undefined = new Date();
  #reason: Reason = createReason('ArgocdNotContacted', {});

  constructor(options: {
    name: string;
    client: ArgocdClient;
    listener: WatcherListener;
    logger: LoggerService;
    timing?: Partial<WatcherTiming>;
  }) {
    this.name = options.name;
    this.#client = options.client;
    this.#listener = options.listener;
    this.#logger = options.logger;
    this.#timing = { ...DEFAULT_TIMING, ...options.timing };
  }

  get status(): InstanceStatus {
    return {
      name: this.name,
      reachable: this.#reachable,
      ...(this.#lastContact
        ? { lastContact: this.#lastContact.toISOString() }
        : {}),
      ...(this.#reachable
        ? {}
        : {
            unreachableSince: this.#unreachableSince?.toISOString(),
            reason: this.#reason,
          }),
    };
  }

  /** Applications of a service by what is known now; the last facts while the instance does not answer. */
  find(service: string): ApplicationRecord[] {
    return this.#index.find(service);
  }

  /** Takes over an Application that a call just returned, without waiting for its event. */
  upsert(application: unknown): void {
    this.#onEvent({ type: 'MODIFIED', application });
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
    await this.#verifying;
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#stopped.signal.aborted) {
      try {
        await this.#list({ anew: true });
        this.#alive();
        failures = await this.#stream(failures);
      } catch (error) {
        this.#lost(error);
        failures += 1;
      }
      if (failures > 0) {
        await this.#pause(failures);
      }
    }
  }

  /** `anew`: no stream was open, so that nothing newer than the list is known. */
  async #list(options: { anew: boolean }): Promise<void> {
    this.#index.beginReplace(options);
    const { applications, resourceVersion } = await this.#client.list(
      this.#stopped.signal,
    );
    const records = applications
      .map(application => toApplicationRecord(this.name, application))
      .filter(record => record !== undefined);
    const { changes, unlisted } = this.#index.replace(records, resourceVersion);
    this.#tell(changes);
    this.#verifying = this.#verifyUnlisted(unlisted);
  }

  /** Asks for what a list lacked by name: only an answer that it is not there proves that it is gone. */
  async #verifyUnlisted(unlisted: ApplicationRecord[]): Promise<void> {
    for (const record of unlisted.slice(0, MAX_VERIFIED)) {
      if (this.#stopped.signal.aborted) {
        return;
      }
      try {
        const application = await this.#client.get(record, {
          signal: this.#stopped.signal,
        });
        const current = toApplicationRecord(this.name, application);
        if (current) {
          // The list was not complete, as after a restart of Argo CD's API server. The next one will tell more.
          this.#tell(this.#index.set(current));
          return;
        }
        // It lost the labels that make it one of this suite's.
        this.#tell(this.#index.deleteUnchanged(record));
      } catch (error) {
        if (!(error instanceof ArgocdResponseError)) {
          // The next list asks again.
          return;
        }
        // Anything but 404, such as 403 for what this account may not see any more, does not prove it.
        if (error.status === 404) {
          this.#tell(this.#index.deleteUnchanged(record));
        }
      }
    }
  }

  /** Follows the stream to its end. A broken one does not mean that the instance is gone: the list that follows tells. */
  async #stream(failures: number): Promise<number> {
    const openedAt = performance.now();
    const relist = setInterval(() => {
      this.#list({ anew: false }).catch(error =>
        this.#logger.warn(
          `Argo CD ${this.name}: reading its list again failed. ${
            failureReason(error).message
          }`,
        ),
      );
    }, this.#timing.relistMs);
    try {
      await this.#client.watch({
        signal: this.#stopped.signal,
        onEvent: event => this.#onEvent(event),
        onAlive: () => this.#alive(),
      });
    } catch (error) {
      if (!this.#stopped.signal.aborted) {
        this.#logger.info(
          `Argo CD ${this.name}: the stream broke. ${
            failureReason(error).message
          } Connecting again`,
        );
      }
    } finally {
      clearInterval(relist);
    }
    // Each connection begins with a whole list and every Application: one that soon ends is not to be repeated in a loop.
    const lasted = performance.now() - openedAt;
    return lasted >= this.#timing.longestBackOffMs ? 0 : failures + 1;
  }

  #onEvent({ type, application }: ApplicationEvent): void {
    const record = toApplicationRecord(this.name, application);
    if (record) {
      this.#tell(
        type === 'DELETED'
          ? this.#index.delete(record)
          : this.#index.set(record),
      );
    }
  }

  #tell(changes: ApplicationChange[]): void {
    if (changes.length > 0) {
      this.#listener.onChanges(changes);
    }
  }

  #alive(): void {
    this.#lastContact = new Date();
    if (!this.#reachable) {
      this.#reachable = true;
      this.#unreachableSince = undefined;
      this.#logger.info(`Argo CD ${this.name} answers`);
      this.#listener.onReachability();
    }
  }

  #lost(error: unknown): void {
    if (this.#stopped.signal.aborted) {
      return;
    }
    const reason = failureReason(error);
    if (this.#reachable || !isSameReason(reason, this.#reason)) {
      this.#logger.warn(
        `Argo CD ${this.name} does not answer. ${reason.message}`,
      );
      this.#unreachableSince = this.#reachable
        ? this.#lastContact
        : this.#unreachableSince;
      this.#reachable = false;
      this.#reason = reason;
      this.#listener.onReachability();
    }
  }

  async #pause(failures: number): Promise<void> {
    const { firstBackOffMs, longestBackOffMs } = this.#timing;
    const delayMs = Math.min(
      firstBackOffMs * 2 ** (failures - 1),
      longestBackOffMs,
    );
    const { signal } = this.#stopped;
    if (signal.aborted) {
      return;
    }
    await new Promise<void>(resolve => {
      const timer = setTimeout(done, delayMs * (0.5 + Math.random() / 2));
      function done() {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
      signal.addEventListener('abort', done);
    });
  }
}
