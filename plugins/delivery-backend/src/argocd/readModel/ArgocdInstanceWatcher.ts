import type { LoggerService } from '@backstage/backend-plugin-api';
import type { InstanceStatus } from '@stonegarden/backstage-plugin-delivery-common';
import { ApplicationChange, ApplicationIndex } from './ApplicationIndex';
import type { ApplicationRecord } from './ApplicationRecord';
import type { ApplicationNaming } from './ApplicationNaming';
import { ApplicationSelection, isSelected } from './ApplicationSelection';
import type { PresenceAnswer } from './askPresence';
import { ContactStatus } from './ContactStatus';
import { DetailsLoader } from './DetailsLoader';
import {
  ExpectedApplication,
  ExpectedApplications,
} from './ExpectedApplications';
import type { AbsenceProof } from './ProvenAbsences';
import { LivenessCheck } from './LivenessCheck';
import { Sleep, sleep } from './sleep';
import { toApplicationRecord } from './toApplicationRecord';
import { UnlistedApplications } from './UnlistedApplications';
import type { ApplicationEvent, ArgocdApi } from '../client/ArgocdApi';
import { failureReason, isAccountRefused } from '../client/argocdErrors';

/** Pauses of a watcher. */
export interface WatcherTiming {
  /** Before the second attempt to reach an instance; doubles up to `longestBackOffMs`, half of it at random. */
  firstBackOffMs: number;
  longestBackOffMs: number;
  /** Argo CD drops events when its buffer is full, so the list is read anew this often. */
  relistMs: number;
  /** Before the next list when one lacks what is known; doubles up to `relistMs`. */
  shortListMs: number;
  /** An instance that was silent for this long is asked whether it is there. */
  silenceMs: number;
  /** How long it may take to say so. */
  answerMs: number;
}

/** What a watcher tells. */
export interface WatcherListener {
  /** Never empty. Something is removed only when Argo CD said that it is gone. */
  onChanges(changes: ApplicationChange[]): void;
  /** The instance started or stopped answering. */
  onReachability(): void;
  /** It was proven that an Application of a service is not there, or may not be seen, or that is no longer known. */
  onProof(service: string): void;
}

const DEFAULT_TIMING: WatcherTiming = {
  firstBackOffMs: 1_000,
  longestBackOffMs: 30_000,
  relistMs: 5 * 60_000,
  shortListMs: 2_000,
  // Together less than the ten seconds within which pages say that it does not answer.
  silenceMs: 5_000,
  answerMs: 4_000,
};

/** Keeps the Applications of one Argo CD in memory: a list, then a stream, again and again until stopped. */
export class ArgocdInstanceWatcher {
  readonly name: string;
  readonly #api: ArgocdApi;
  readonly #index = new ApplicationIndex();
  readonly #contact: ContactStatus;
  readonly #details: DetailsLoader;
  readonly #expected: ExpectedApplications;
  readonly #unlisted: UnlistedApplications;
  readonly #listener: WatcherListener;
  readonly #liveness: LivenessCheck;
  readonly #logger: LoggerService;
  readonly #naming: ApplicationNaming | undefined;
  readonly #selection: ApplicationSelection;
  readonly #timing: WatcherTiming;
  readonly #now: () => Date;
  readonly #sleep: Sleep;
  readonly #stopped = new AbortController();
  /** Ends the list or the stream of the attempt that is under way. */
  #attempt = new AbortController();
  /** Begins the next attempt at once. */
  #retry = new AbortController();
  #running: Promise<unknown> | undefined;

  constructor(options: {
    name: string;
    api: ArgocdApi;
    listener: WatcherListener;
    logger: LoggerService;
    naming?: ApplicationNaming;
    /** Which Applications are read; all when left out. */
    selection?: ApplicationSelection;
    timing?: Partial<WatcherTiming>;
    now?: () => Date;
    sleep?: Sleep;
  }) {
    this.name = options.name;
    this.#api = options.api;
    this.#listener = options.listener;
    this.#logger = options.logger;
    this.#naming = options.naming;
    this.#selection = options.selection ?? {};
    this.#timing = { ...DEFAULT_TIMING, ...options.timing };
    this.#now = options.now ?? (() => new Date());
    this.#sleep = options.sleep ?? sleep;
    this.#contact = new ContactStatus({
      name: options.name,
      logger: options.logger,
      onChange: () => options.listener.onReachability(),
      now: this.#now,
    });
    this.#liveness = new LivenessCheck({
      ping: signal => this.#api.ping(signal),
      signal: this.#stopped.signal,
      silenceMs: this.#timing.silenceMs,
      answerMs: this.#timing.answerMs,
      onAnswer: ({ isBack }) => {
        this.#contact.heard();
        if (isBack) {
          // What was asked while it was silent may never be answered.
          this.#attempt.abort();
          this.#retry.abort();
        }
      },
      onSilence: error => this.#onLost(error),
    });
    this.#details = new DetailsLoader({
      api: this.#api,
      signal: this.#stopped.signal,
      onLoaded: (record, details) =>
        this.#tell(this.#index.update(record, { details })),
    });
    this.#expected = new ExpectedApplications({
      api: this.#api,
      index: this.#index,
      signal: this.#stopped.signal,
      repeatMs: this.#timing.relistMs,
      firstBackOffMs: this.#timing.firstBackOffMs,
      onFound: application => {
        const record = this.read(application);
        if (record) {
          this.#tell(this.#index.offer(record));
        }
      },
      onProof: service => options.listener.onProof(service),
      now: this.#now,
    });
    this.#unlisted = new UnlistedApplications({
      api: this.#api,
      signal: this.#stopped.signal,
      onAnswer: (record, answer) => this.#onAnswer(record, answer),
    });
  }

  get status(): InstanceStatus {
    return this.#contact.value;
  }

  /** Applications of a service by what is known now; the last facts while the instance does not answer. */
  find(service: string): ApplicationRecord[] {
    return this.#index.find(service);
  }

  /** Names of the services that have Applications here. */
  get services(): string[] {
    return this.#index.services;
  }

  /** Proof that the service has no Application for the environment here; undefined where nothing is proven. */
  proof(service: string, environment: string): AbsenceProof | undefined {
    return this.#expected.proof(service, environment);
  }

  /** Asks in the background for an Application that nothing is known of; at most once in the time between two lists. */
  expect(expected: ExpectedApplication): void {
    if (this.status.reachable) {
      this.#expected.expect(expected);
    }
  }

  /** Takes over a known Application that a call just returned, without waiting for its event. */
  upsert(application: unknown): void {
    const record = this.read(application);
    if (record) {
      this.#tell(this.#index.offerKnown(record));
    }
  }

  start(): void {
    this.#running ??= Promise.all([this.#run(), this.#liveness.run()]);
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
    await this.idle();
  }

  /** Resolves when nothing is asked for by name any more. */
  async idle(): Promise<void> {
    await this.#unlisted.idle();
    await this.#expected.idle();
    await this.#details.idle();
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#stopped.signal.aborted) {
      const attempt = new AbortController();
      const retry = new AbortController();
      this.#attempt = attempt;
      this.#retry = retry;
      const signal = AbortSignal.any([attempt.signal, this.#stopped.signal]);
      try {
        this.#expected.reset();
        await this.list({ anew: true, signal });
        failures = await this.#stream(failures, attempt);
      } catch (error) {
        if (!signal.aborted) {
          this.#contact.lost(error);
        }
        failures += 1;
      }
      if (failures > 0) {
        const { firstBackOffMs, longestBackOffMs } = this.#timing;
        const delayMs = Math.min(
          firstBackOffMs * 2 ** (failures - 1),
          longestBackOffMs,
        );
        await this.#sleep(
          delayMs * (0.5 + Math.random() / 2),
          AbortSignal.any([retry.signal, this.#stopped.signal]),
        );
      }
    }
  }

  /**
   * Reads the list. `anew`: no stream was open, so that nothing newer than the list is known. What it lacks is then asked for
   * by name in the background.
   */
  async list(options: { anew: boolean; signal?: AbortSignal }): Promise<void> {
    const asOf = this.status.lastContact;
    this.#index.beginReplace(options);
    const { applications, resourceVersion } = await this.#api.list(
      options.signal ?? this.#stopped.signal,
      () => this.#liveness.heard(),
    );
    const records = applications
      .map(application => this.read(application))
      .filter(record => record !== undefined);
    const { changes, unlisted } = this.#index.replace(records, {
      resourceVersion,
      asOf,
    });
    this.#tell(changes);
    this.#alive();
    this.#details.add(this.#index.all);
    this.#unlisted.verify(unlisted);
  }

  #alive(): void {
    this.#liveness.heard();
    this.#contact.alive();
  }

  /** What is known is old from now on. A stream that is still open proves nothing: the list begins anew. */
  #onLost(error: unknown): void {
    this.#contact.lost(error);
    this.#attempt.abort();
  }

  /** What Argo CD said of an Application that its list lacks. */
  #onAnswer(record: ApplicationRecord, answer: PresenceAnswer): void {
    switch (answer.kind) {
      case 'present':
        this.#takeOver(record, answer.application);
        break;
      case 'absent':
        this.#remove(record, this.#index.deleteUnchanged(record));
        break;
      case 'forbidden':
        this.#tell(
          this.#index.update(record, {
            hidden: { ...record.hidden, right: answer.right },
          }),
        );
        break;
      default:
        this.#tell(
          this.#index.update(record, { hidden: { asOf: record.hidden?.asOf } }),
        );
    }
  }

  #takeOver(record: ApplicationRecord, application: unknown): void {
    const current = this.read(application);
    this.#tell(
      current
        ? this.#index.offerKnown(current)
        : // It no longer names a service and an environment, which does not prove that these have no other.
          this.#index.deleteUnchanged(record),
    );
  }

  /** Follows the stream to its end. A broken one does not mean that the instance is gone: the list that follows tells. */
  async #stream(failures: number, attempt: AbortController): Promise<number> {
    const openedAt = performance.now();
    const signal = AbortSignal.any([attempt.signal, this.#stopped.signal]);
    const relisting = this.#relist(signal);
    try {
      await this.#api.watch({
        signal,
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
      attempt.abort();
      await relisting;
    }
    // Each connection begins with a whole list and every Application: one that soon ends is not to be repeated in a loop.
    const lasted = performance.now() - openedAt;
    return lasted >= this.#timing.longestBackOffMs ? 0 : failures + 1;
  }

  /** Lists again and again while a stream is open: soon while something known is not listed. */
  async #relist(signal: AbortSignal): Promise<void> {
    const { relistMs, shortListMs } = this.#timing;
    let shortMs = shortListMs;
    while (!signal.aborted) {
      const isShort = this.#index.hidden.length > 0;
      await this.#sleep(
        isShort ? Math.min(shortMs, relistMs) : relistMs,
        signal,
      );
      // Something may stay unlisted for good: the pauses do not begin anew.
      shortMs = isShort ? Math.min(2 * shortMs, relistMs) : shortListMs;
      if (signal.aborted) {
        return;
      }
      try {
        await this.list({ anew: false, signal });
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        if (isAccountRefused(error)) {
          // The stream was opened before, and is not judged again while it lasts.
          this.#onLost(error);
          return;
        }
        this.#logger.warn(
          `Argo CD ${this.name}: reading its list again failed. ${
            failureReason(error).message
          }`,
        );
      }
    }
  }

  #onEvent({ type, application }: ApplicationEvent): void {
    const record = this.read(application);
    if (!record) {
      return;
    }
    if (type === 'DELETED') {
      this.#remove(record, this.#index.delete(record));
    } else {
      this.#tell(this.#index.set(record));
    }
  }

  /** Reads an Application that a call returned; undefined for one that does not name a service and an environment. */
  read(application: unknown): ApplicationRecord | undefined {
    return isSelected(application, this.#selection)
      ? toApplicationRecord(this.name, application, this.#naming)
      : undefined;
  }

  /** Tells what is proven to be gone. */
  #remove(record: ApplicationRecord, changes: ApplicationChange[]): void {
    this.#expected.gone(record, changes);
    this.#tell(changes);
  }

  #tell(changes: ApplicationChange[]): void {
    this.#expected.present(changes);
    if (changes.length > 0) {
      this.#listener.onChanges(changes);
      this.#details.add(changes.flatMap(({ after }) => after ?? []));
    }
  }
}
