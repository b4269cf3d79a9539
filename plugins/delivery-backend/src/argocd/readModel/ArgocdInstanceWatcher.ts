import type { LoggerService } from '@backstage/backend-plugin-api';
import type { InstanceStatus } from '@stonegarden/backstage-plugin-delivery-common';
import { ApplicationChange, ApplicationIndex } from './ApplicationIndex';
import type { ApplicationRecord } from './ApplicationRecord';
import type { ApplicationNaming } from './ApplicationNaming';
import { askPresence, PresenceAnswer } from './askPresence';
import { ContactStatus } from './ContactStatus';
import { DetailsLoader } from './DetailsLoader';
import { AbsenceProof, ProvenAbsences } from './ProvenAbsences';
import { Sleep, sleep } from './sleep';
import { toApplicationRecord } from './toApplicationRecord';
import type {
  ApplicationEvent,
  ApplicationKey,
  ArgocdApi,
} from '../client/ArgocdApi';
import { failureReason } from '../client/argocdErrors';

/** Pauses of a watcher. */
export interface WatcherTiming {
  /** Before the second attempt to reach an instance; doubles up to `longestBackOffMs`, half of it at random. */
  firstBackOffMs: number;
  longestBackOffMs: number;
  /** Argo CD drops events when its buffer is full, so the list is read anew this often. */
  relistMs: number;
  /** Before the next list when one lacks what is known; doubles up to `relistMs`. */
  shortListMs: number;
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

/** An Application that should be there for an environment, where nothing is known of it. */
export interface ExpectedApplication {
  service: string;
  environment: string;
  key: ApplicationKey;
  /** Whether the key is known, and not guessed: what is not found by a guess may be there under another name or project. */
  isCertain: boolean;
}

const DEFAULT_TIMING: WatcherTiming = {
  firstBackOffMs: 1_000,
  longestBackOffMs: 30_000,
  relistMs: 5 * 60_000,
  shortListMs: 2_000,
};

/** Applications missing from a list that are asked for by name after each list; the next list takes the rest. */
const MAX_VERIFIED = 100;
/** Once so many turned out to be there the list was not complete: the next one will tell more. */
const MAX_FOUND = 3;
/** Environments without an Application that wait to be asked for. */
const MAX_EXPECTED = 1_000;

/** Keeps the Applications of one Argo CD in memory: a list, then a stream, again and again until stopped. */
export class ArgocdInstanceWatcher {
  readonly name: string;
  readonly #api: ArgocdApi;
  readonly #index = new ApplicationIndex();
  readonly #absences = new ProvenAbsences();
  readonly #contact: ContactStatus;
  readonly #details: DetailsLoader;
  readonly #expected = new Map<string, ExpectedApplication>();
  readonly #askedAt = new Map<string, number>();
  readonly #listener: WatcherListener;
  readonly #logger: LoggerService;
  readonly #naming: ApplicationNaming | undefined;
  readonly #timing: WatcherTiming;
  readonly #now: () => Date;
  readonly #sleep: Sleep;
  readonly #stopped = new AbortController();
  #running: Promise<void> | undefined;
  #verifying: Promise<void> | undefined;
  #asking: Promise<void> | undefined;

  constructor(options: {
    name: string;
    api: ArgocdApi;
    listener: WatcherListener;
    logger: LoggerService;
    naming?: ApplicationNaming;
    timing?: Partial<WatcherTiming>;
    now?: () => Date;
    sleep?: Sleep;
  }) {
    this.name = options.name;
    this.#api = options.api;
    this.#listener = options.listener;
    this.#logger = options.logger;
    this.#naming = options.naming;
    this.#timing = { ...DEFAULT_TIMING, ...options.timing };
    this.#now = options.now ?? (() => new Date());
    this.#sleep = options.sleep ?? sleep;
    this.#contact = new ContactStatus({
      name: options.name,
      logger: options.logger,
      onChange: () => options.listener.onReachability(),
      now: this.#now,
    });
    this.#details = new DetailsLoader({
      api: this.#api,
      signal: this.#stopped.signal,
      onLoaded: (record, details) =>
        this.#tell(this.#index.update(record, { details })),
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
    return this.#absences.get(service, environment);
  }

  /** Asks in the background for an Application that nothing is known of; at most once in the time between two lists. */
  expect(expected: ExpectedApplication): void {
    const { key } = expected;
    const id = `${key.namespace ?? ''}/${key.name}/${key.project}`;
    const now = this.#now().getTime();
    const askedAt = this.#askedAt.get(id);
    if (
      (askedAt !== undefined && now - askedAt < this.#timing.relistMs) ||
      this.#expected.size >= MAX_EXPECTED ||
      !this.status.reachable
    ) {
      return;
    }
    if (this.#askedAt.size >= 10 * MAX_EXPECTED) {
      this.#askedAt.clear();
    }
    this.#askedAt.set(id, now);
    this.#expected.set(id, expected);
    this.#asking ??= this.#askExpected().finally(() => {
      this.#asking = undefined;
    });
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
    await this.idle();
  }

  /** Resolves when nothing is asked for by name any more. */
  async idle(): Promise<void> {
    await this.#verifying;
    await this.#asking;
    await this.#details.idle();
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#stopped.signal.aborted) {
      try {
        // Whatever was proven before may have changed.
        this.#askedAt.clear();
        await this.list({ anew: true });
        failures = await this.#stream(failures);
      } catch (error) {
        if (!this.#stopped.signal.aborted) {
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
          this.#stopped.signal,
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
    );
    const records = applications
      .map(application => this.read(application))
      .filter(record => record !== undefined);
    const { changes, unlisted } = this.#index.replace(records, {
      resourceVersion,
      asOf,
    });
    this.#tell(changes);
    this.#contact.alive();
    this.#details.add(this.#index.all);
    this.#verifying = this.#verify(unlisted);
  }

  /** Only an answer about the one Application proves that it is gone, or may not be seen. */
  async #verify(unlisted: ApplicationRecord[]): Promise<void> {
    const { signal } = this.#stopped;
    let found = 0;
    for (const record of unlisted.slice(0, MAX_VERIFIED)) {
      if (signal.aborted || found >= MAX_FOUND) {
        return;
      }
      try {
        const answer = await askPresence(this.#api, record, signal);
        switch (answer.kind) {
          case 'present':
            found += 1;
            this.#takeOver(record, answer.application);
            break;
          case 'absent':
            this.#remove(this.#index.deleteUnchanged(record));
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
              this.#index.update(record, {
                hidden: { asOf: record.hidden?.asOf },
              }),
            );
        }
      } catch {
        // The next list asks again.
        return;
      }
    }
  }

  #takeOver(record: ApplicationRecord, application: unknown): void {
    const current = this.read(application);
    this.#tell(
      current
        ? this.#index.set(current)
        : // It no longer names a service and an environment, which does not prove that these have no other.
          this.#index.deleteUnchanged(record),
    );
  }

  async #askExpected(): Promise<void> {
    const { signal } = this.#stopped;
    for (const [id, expected] of this.#expected) {
      const { service, environment, key, isCertain } = expected;
      this.#expected.delete(id);
      if (signal.aborted) {
        return;
      }
      try {
        const answer = await askPresence(this.#api, key, signal);
        if (answer.kind === 'present') {
          this.upsert(answer.application);
        } else if (isCertain && !this.#knows(service, environment)) {
          this.#prove(expected, answer);
        }
      } catch {
        // It does not answer: what waits is asked for again when somebody wants to know.
        this.#expected.clear();
        this.#askedAt.clear();
      }
    }
  }

  #knows(service: string, environment: string): boolean {
    return this.#index
      .find(service)
      .some(record => record.environment === environment);
  }

  #prove(
    { service, environment, key }: ExpectedApplication,
    answer: Exclude<PresenceAnswer, { kind: 'present' }>,
  ): void {
    const at = this.#now().toISOString();
    const isNews =
      answer.kind === 'unknown'
        ? this.#absences.delete(service, environment)
        : this.#absences.set(service, environment, {
            ...answer,
            key,
            at,
          });
    if (isNews) {
      this.#listener.onProof(service);
    }
  }

  /** Follows the stream to its end. A broken one does not mean that the instance is gone: the list that follows tells. */
  async #stream(failures: number): Promise<number> {
    const openedAt = performance.now();
    const ended = new AbortController();
    const relisting = this.#relist(
      AbortSignal.any([ended.signal, this.#stopped.signal]),
    );
    try {
      await this.#api.watch({
        signal: this.#stopped.signal,
        onEvent: event => this.#onEvent(event),
        onAlive: () => this.#contact.alive(),
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
      ended.abort();
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
      const isShort = this.#index.hidden.length > 0 && shortMs < relistMs;
      await this.#sleep(isShort ? shortMs : relistMs, signal);
      shortMs = isShort ? 2 * shortMs : shortListMs;
      if (signal.aborted) {
        return;
      }
      try {
        await this.list({ anew: false, signal });
      } catch (error) {
        if (signal.aborted) {
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
      this.#remove(this.#index.delete(record));
    } else {
      this.#tell(this.#index.set(record));
    }
  }

  /** Reads an Application that a call returned; undefined for one that does not name a service and an environment. */
  read(application: unknown): ApplicationRecord | undefined {
    return toApplicationRecord(this.name, application, this.#naming);
  }

  /** Tells what is proven to be gone. */
  #remove(changes: ApplicationChange[]): void {
    const at = this.#now().toISOString();
    for (const { before } of changes) {
      if (before && !this.#knows(before.service, before.environment)) {
        this.#absences.set(before.service, before.environment, {
          kind: 'absent',
          key: {
            name: before.name,
            namespace: before.namespace,
            project: before.project,
          },
          at,
        });
      }
    }
    this.#tell(changes);
  }

  #tell(changes: ApplicationChange[]): void {
    for (const { after } of changes) {
      if (after) {
        this.#absences.delete(after.service, after.environment);
      }
    }
    if (changes.length > 0) {
      this.#listener.onChanges(changes);
      this.#details.add(changes.flatMap(({ after }) => after ?? []));
    }
  }
}
