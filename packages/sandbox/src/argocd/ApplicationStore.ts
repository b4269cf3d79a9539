import { EventEmitter } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import type { JsonFile } from '../state/JsonFile';
import type { ApplicationRecord, ArgocdState } from './Application';

/** @internal */
export interface ApplicationEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  record: ApplicationRecord;
}

/**
 * All applications and what they have deployed, kept on disk, and told to whoever watches.
 *
 * @internal
 */
export class ApplicationStore {
  readonly #events = new EventEmitter().setMaxListeners(0);
  readonly #byName = new Map<string, ApplicationRecord>();

  readonly #file: JsonFile<ArgocdState>;
  readonly #report: (error: unknown) => void;

  constructor(file: JsonFile<ArgocdState>, report: (error: unknown) => void) {
    this.#file = file;
    this.#report = report;
    for (const record of file.value.records) {
      this.#byName.set(record.application.metadata.name, record);
    }
  }

  get version(): string {
    return String(this.#file.value.version);
  }

  /** In order of name. */
  list(): ApplicationRecord[] {
    return [...this.#byName.values()].sort((a, b) =>
      a.application.metadata.name < b.application.metadata.name ? -1 : 1,
    );
  }

  get(name: string): ApplicationRecord | undefined {
    return this.#byName.get(name);
  }

  /**
   * Puts a record in place of the one of the same name. When nothing differs but the time it was compared at, nothing
   * is said or kept, unless `touch` asks for it.
   */
  put(record: ApplicationRecord, options: { touch?: boolean } = {}): void {
    const { metadata } = record.application;
    const former = this.#byName.get(metadata.name);
    const resourceVersion = former?.application.metadata.resourceVersion ?? '';
    const next = withVersion(record, resourceVersion);
    const ignored = options.touch ? undefined : former;
    if (former && isDeepStrictEqual(former, withTimeOf(next, ignored))) {
      return;
    }
    this.#file.value.version += 1;
    const stored = withVersion(record, this.version);
    this.#byName.set(metadata.name, stored);
    this.#save();
    this.#events.emit('event', {
      type: former ? 'MODIFIED' : 'ADDED',
      record: stored,
    });
  }

  /** Keeps what belongs to an application and is not a part of it: its version stays, and nobody is told. */
  keep(record: ApplicationRecord): void {
    const { name } = record.application.metadata;
    if (this.#byName.has(name)) {
      this.#byName.set(name, record);
      this.#save();
    }
  }

  delete(name: string): void {
    const former = this.#byName.get(name);
    if (former) {
      this.#file.value.version += 1;
      this.#byName.delete(name);
      this.#save();
      this.#events.emit('event', {
        type: 'DELETED',
        record: former,
      });
    }
  }

  /** Calls the listener on each change; the answer ends it. */
  watch(listener: (event: ApplicationEvent) => void): () => void {
    this.#events.on('event', listener);
    return () => this.#events.off('event', listener);
  }

  /** Resolves when everything is on disk. */
  async flush(): Promise<void> {
    this.#file.value.records = this.list();
    await this.#file.save();
  }

  #save() {
    this.flush().catch(this.#report);
  }
}

function withVersion(
  record: ApplicationRecord,
  resourceVersion: string,
): ApplicationRecord {
  const { application } = record;
  const metadata = { ...application.metadata, resourceVersion };
  return { ...record, application: { ...application, metadata } };
}

function withTimeOf(
  record: ApplicationRecord,
  other: ApplicationRecord | undefined,
): ApplicationRecord {
  if (!other) {
    return record;
  }
  const { application } = record;
  const { reconciledAt } = other.application.status;
  const status = { ...application.status, reconciledAt };
  return { ...record, application: { ...application, status } };
}
