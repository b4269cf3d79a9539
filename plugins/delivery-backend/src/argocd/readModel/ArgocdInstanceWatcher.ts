import type { LoggerService } from '@backstage/backend-plugin-api';
import type { InstanceStatus } from '@stonegarden/backstage-plugin-delivery-common';
import { ApplicationChange, ApplicationIndex } from './ApplicationIndex';
import type { ApplicationRecord } from './ApplicationRecord';
import type { ApplicationNaming } from './ApplicationNaming';
import { ApplicationSelection, isSelected } from './ApplicationSelection';
import { ArgocdConnection } from './ArgocdConnection';
import type { PresenceAnswer } from './askPresence';
import { DetailsLoader } from './DetailsLoader';
import {
  ExpectedApplication,
  ExpectedApplications,
} from './ExpectedApplications';
import type { AbsenceProof } from './ProvenAbsences';
import { Sleep, sleep } from './sleep';
import { SyncWindowLoader } from './SyncWindowLoader';
import { toApplicationRecord } from './toApplicationRecord';
import { UnlistedApplications } from './UnlistedApplications';
import { DEFAULT_TIMING, WatcherTiming } from './WatcherTiming';
import type { ApplicationEvent, ArgocdApi } from '../client/ArgocdApi';

/** What a watcher tells. */
export interface WatcherListener {
  /** Never empty. Something is removed only when Argo CD said that it is gone. */
  onChanges(changes: ApplicationChange[]): void;
  /** The instance started or stopped answering. */
  onReachability(): void;
  /** It was proven that an Application of a service is not there, or may not be seen, or that is no longer known. */
  onProof(service: string): void;
}

/** Keeps the Applications of one Argo CD in memory: a list, then a stream, again and again until stopped. */
export class ArgocdInstanceWatcher {
  readonly name: string;
  readonly #api: ArgocdApi;
  readonly #index = new ApplicationIndex();
  readonly #connection: ArgocdConnection;
  readonly #details: DetailsLoader;
  readonly #expected: ExpectedApplications;
  readonly #unlisted: UnlistedApplications;
  readonly #listener: WatcherListener;
  readonly #naming: ApplicationNaming | undefined;
  readonly #selection: ApplicationSelection;
  readonly #windows: SyncWindowLoader;
  readonly #stopped = new AbortController();
  #running: Promise<void> | undefined;

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
    this.#naming = options.naming;
    this.#selection = options.selection ?? {};
    const timing = { ...DEFAULT_TIMING, ...options.timing };
    const now = options.now ?? (() => new Date());
    this.#connection = new ArgocdConnection({
      name: options.name,
      api: this.#api,
      user: {
        onAttempt: () => this.#expected.reset(),
        list: asked => this.#list(asked),
        onEvent: event => this.#onEvent(event),
        isShort: () => this.#index.hidden.length > 0,
        onReachability: () => options.listener.onReachability(),
      },
      logger: options.logger,
      timing,
      now,
      sleep: options.sleep ?? sleep,
      signal: this.#stopped.signal,
    });
    this.#details = new DetailsLoader({
      api: this.#api,
      signal: this.#stopped.signal,
      onLoaded: (record, details) =>
        this.#tell(this.#index.update(record, { details })),
    });
    this.#windows = new SyncWindowLoader({
      onDemand: this.#api.onDemand,
      signal: this.#stopped.signal,
      now,
      onLoaded: (record, block) => {
        const changes = this.#index.setBlock(record, block);
        this.#tell(changes ?? []);
        return changes !== undefined;
      },
    });
    this.#expected = new ExpectedApplications({
      api: this.#api,
      index: this.#index,
      signal: this.#stopped.signal,
      repeatMs: timing.relistMs,
      firstBackOffMs: timing.firstBackOffMs,
      onFound: application => {
        const record = this.read(application);
        if (record) {
          this.#tell(this.#index.offer(record));
        }
      },
      onProof: service => options.listener.onProof(service),
      now,
    });
    this.#unlisted = new UnlistedApplications({
      api: this.#api,
      signal: this.#stopped.signal,
      onAnswer: (record, answer) => this.#onAnswer(record, answer),
    });
  }

  get status(): InstanceStatus {
    return this.#connection.status;
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
    this.#running ??= this.#connection.run();
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
    await this.#windows.idle();
  }

  /**
   * Reads the list. `anew`: no stream was open, so that nothing newer than the list is known. What it lacks is then asked for
   * by name in the background.
   */
  async #list(options: {
    anew: boolean;
    signal: AbortSignal;
    onAlive(): void;
  }): Promise<void> {
    const asOf = this.status.lastContact;
    this.#index.beginReplace(options);
    const { applications, resourceVersion } = await this.#api.list(
      options.signal,
      options.onAlive,
    );
    const records = applications
      .map(application => this.read(application))
      .filter(record => record !== undefined);
    const { changes, unlisted } = this.#index.replace(records, {
      resourceVersion,
      asOf,
    });
    this.#tell(changes);
    this.#details.add(this.#index.all);
    this.#windows.add(this.#index.all);
    this.#unlisted.verify(unlisted);
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
      this.#windows.onChanges(changes);
    }
  }
}
