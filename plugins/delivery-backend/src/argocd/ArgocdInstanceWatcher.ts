import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  createReason,
  InstanceStatus,
  isSameReason,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import { ApplicationIndex } from './ApplicationIndex';
import { ApplicationRecord, toApplicationRecord } from './ApplicationRecord';
import type { ApplicationEvent, ArgocdClient } from './ArgocdClient';
import { failureReason } from './argocdErrors';

/** Pauses of a watcher, in milliseconds. */
export interface WatcherTiming {
  /** Before the second attempt to reach an instance; doubles up to `longestBackOff`, half of it at random. */
  firstBackOff: number;
  longestBackOff: number;
  /** Argo CD drops events when its buffer is full, so the list is read anew this often. */
  relist: number;
}

/** What a watcher tells. */
export interface WatcherListener {
  /** Names of services of which something changed. */
  onServices(services: Set<string>): void;
  /** The instance began or ceased to answer. */
  onReachability(): void;
}

const DEFAULT_TIMING: WatcherTiming = {
  firstBackOff: 1_000,
  longestBackOff: 30_000,
  relist: 5 * 60_000,
};

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
  learn(application: unknown): void {
    this.#onEvent({ type: 'MODIFIED', application });
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
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
    this.#changed(this.#index.replace(records, resourceVersion));
  }

  /** Follows the stream to its end. A broken one is no sign that the instance is gone: the list that follows tells. */
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
    }, this.#timing.relist);
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
    return lasted >= this.#timing.longestBackOff ? 0 : failures + 1;
  }

  #onEvent({ type, application }: ApplicationEvent): void {
    const record = toApplicationRecord(this.name, application);
    if (record) {
      this.#changed(
        type === 'DELETED'
          ? this.#index.delete(record)
          : this.#index.set(record),
      );
    }
  }

  #changed(services: Set<string>): void {
    if (services.size > 0) {
      this.#listener.onServices(services);
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
    const { firstBackOff, longestBackOff } = this.#timing;
    const delay = Math.min(firstBackOff * 2 ** (failures - 1), longestBackOff);
    const { signal } = this.#stopped;
    if (signal.aborted) {
      return;
    }
    await new Promise<void>(resolve => {
      const timer = setTimeout(done, delay * (0.5 + Math.random() / 2));
      function done() {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
      signal.addEventListener('abort', done);
    });
  }
}
