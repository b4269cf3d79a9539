import type { SyncWindows } from '@stonegarden/backstage-plugin-delivery-common';
import { RecentAnswers } from '../../collections/RecentAnswers';
import type { ArgocdApi } from '../client/ArgocdApi';
import type { ApplicationChange } from './ApplicationIndex';
import type { ApplicationRecord } from './ApplicationRecord';
import { awaitsAutoSync, syncWindowsKey } from './awaitsAutoSync';
import { BackgroundQueue } from './BackgroundQueue';
import { findSyncBlock, type SyncBlock } from './findSyncBlock';
import { readSyncWindows } from './readSyncWindows';

/** Applications that wait to be looked at; what is left out is looked at after the next list. */
const MAX_WAITING = 500;
/** Somebody may have changed the windows: what was found is looked at again after this time. */
const RECHECK_MS = 10 * 60_000;
/** How long after a change of a window it is looked at: clocks differ a little, and Argo CD syncs what it may by then. */
const AFTER_CHANGE_MS = 30_000;
const PROJECTS = { limit: 100, ttlMs: 60_000 };

interface Looked {
  record: ApplicationRecord;
  block: SyncBlock | undefined;
  /** When to look again, in milliseconds. */
  dueAt: number;
}

/**
 * Looks at the sync windows of the few Applications that Argo CD is to sync by itself and has not, one after the other in the
 * background. Each is looked at once, and again when a window of it opens or closes.
 */
export class SyncWindowLoader {
  readonly #api: Pick<ArgocdApi, 'onDemand'>;
  readonly #signal: AbortSignal;
  readonly #now: () => Date;
  readonly #onLoaded: (
    record: ApplicationRecord,
    block: SyncBlock | undefined,
  ) => boolean;
  readonly #queue: BackgroundQueue<ApplicationRecord>;
  readonly #projects = new RecentAnswers<unknown>(PROJECTS);
  readonly #looked = new Map<string, Looked>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: {
    api: Pick<ArgocdApi, 'onDemand'>;
    signal: AbortSignal;
    now: () => Date;
    /** Takes what keeps Argo CD from syncing it; undefined: nothing, or nothing is known. False where it no longer waits. */
    onLoaded: (
      record: ApplicationRecord,
      block: SyncBlock | undefined,
    ) => boolean;
  }) {
    this.#api = options.api;
    this.#signal = options.signal;
    this.#now = options.now;
    this.#onLoaded = options.onLoaded;
    this.#queue = new BackgroundQueue({
      maxWaiting: MAX_WAITING,
      signal: options.signal,
      work: (record, key) => this.#look(record, key),
    });
    options.signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  /** Looks at those of them that have not been looked at. */
  add(records: Iterable<ApplicationRecord>): void {
    for (const record of records) {
      const key = syncWindowsKey(record);
      if (!awaitsAutoSync(record)) {
        this.#forget(key);
      } else if (!this.#looked.has(key)) {
        this.#queue.add(key, record);
      }
    }
  }

  onChanges(changes: ApplicationChange[]): void {
    for (const { before, after } of changes) {
      if (
        before &&
        (!after || syncWindowsKey(before) !== syncWindowsKey(after))
      ) {
        this.#forget(syncWindowsKey(before));
      }
      this.add(after ? [after] : []);
    }
  }

  async idle(): Promise<void> {
    await this.#queue.idle();
  }

  async #look(record: ApplicationRecord, key: string): Promise<void> {
    const now = this.#now();
    let found: SyncWindows;
    try {
      found = await this.#read(record, now);
    } catch {
      // Nothing is known of it then, and it is looked at again after the next list or change.
      this.#onLoaded(record, undefined);
      this.#looked.delete(key);
      return;
    }
    const block = findSyncBlock(found);
    const dueAt = Math.min(
      now.getTime() + RECHECK_MS,
      ...found.windows.flatMap(({ changesAt }) =>
        changesAt ? [Date.parse(changesAt) + AFTER_CHANGE_MS] : [],
      ),
    );
    // Before it is told, which has it added once more.
    this.#looked.set(key, { record, block, dueAt });
    if (!this.#onLoaded(record, block)) {
      this.#looked.delete(key);
    }
    this.#wakeLater();
  }

  #read(record: ApplicationRecord, now: Date): Promise<SyncWindows> {
    const { onDemand } = this.#api;
    const signal = this.#signal;
    return readSyncWindows(
      {
        syncWindows: (key, options) => onDemand.syncWindows(key, options),
        project: async (name, options) =>
          (
            await this.#projects.get(name, () =>
              onDemand.project(name, options),
            )
          ).value,
      },
      record,
      { signal, now },
    );
  }

  /** What ends is not said any longer than it lasts, whether Argo CD answers then or not. */
  #wake(): void {
    const now = this.#now();
    for (const [key, { record, block, dueAt }] of [...this.#looked]) {
      if (block?.until && Date.parse(block.until) <= now.getTime()) {
        this.#looked.set(key, { record, block: undefined, dueAt });
        this.#onLoaded(record, undefined);
      }
      if (dueAt <= now.getTime()) {
        this.#looked.delete(key);
        this.#queue.add(key, record);
      }
    }
    this.#wakeLater();
  }

  #wakeLater(): void {
    clearTimeout(this.#timer);
    const times = Array.from(this.#looked.values(), ({ block, dueAt }) =>
      block?.until ? Math.min(dueAt, Date.parse(block.until)) : dueAt,
    );
    if (times.length > 0 && !this.#signal.aborted) {
      const next = Math.min(...times) - this.#now().getTime();
      this.#timer = setTimeout(() => this.#wake(), Math.max(next, 0));
      this.#timer.unref();
    }
  }

  #forget(key: string): void {
    this.#queue.delete(key);
    this.#looked.delete(key);
  }
}
