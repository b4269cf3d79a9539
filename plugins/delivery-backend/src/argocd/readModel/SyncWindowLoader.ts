import type { SyncWindows } from '@stonegarden/backstage-plugin-delivery-common';
import { RecentAnswers } from '../../collections/RecentAnswers';
import type { ArgocdOnDemand } from '../client/ArgocdOnDemand';
import type { ApplicationChange } from './ApplicationIndex';
import type { ApplicationRecord } from './ApplicationRecord';
import { awaitsAutoSync, syncWindowsKey } from './awaitsAutoSync';
import { BackgroundQueue } from './BackgroundQueue';
import { findSyncBlock, type SyncBlock } from './findSyncBlock';
import { readSyncWindows } from './readSyncWindows';

/** Applications that are to be looked at in turn; what has no room is tried again after a minute. */
const MAX_WAITING = 500;
/** Somebody may have changed the windows: what was found is looked at again after this time. */
const RECHECK_MS = 10 * 60_000;
/** How long one waits before it is looked at: by then Argo CD has begun what it may, so that an ordinary sync costs no request. */
const SETTLE_MS = 10_000;
/** How long after a change of a window it is looked at: clocks differ a little, and Argo CD syncs what it may by then. */
const AFTER_CHANGE_MS = 30_000;
/** When to try again to have it looked at where too many others wait. */
const FULL_MS = 60_000;
const PROJECTS = { limit: 100, ttlMs: 60_000 };

interface Waiting {
  record: ApplicationRecord;
  block: SyncBlock | undefined;
  /** When to look at it, in milliseconds. */
  dueAt: number;
}

/**
 * Looks at the sync windows of the few Applications that Argo CD is to sync by itself and has not, one after the other in the
 * background. Each is looked at once it has waited for a moment, and again when a window of it opens or closes.
 */
export class SyncWindowLoader {
  readonly #onDemand: Pick<ArgocdOnDemand, 'syncWindows' | 'project'>;
  readonly #signal: AbortSignal;
  readonly #now: () => Date;
  readonly #onLoaded: (
    record: ApplicationRecord,
    block: SyncBlock | undefined,
  ) => boolean;
  readonly #queue: BackgroundQueue<ApplicationRecord>;
  readonly #projects = new RecentAnswers<unknown>(PROJECTS);
  /** All that Argo CD is to sync and has not, each for as long as that is so. */
  readonly #waiting = new Map<string, Waiting>();
  #timer: NodeJS.Timeout | undefined;
  /** When it looks for what is due, in milliseconds; undefined when nothing waits. */
  #wakesAt: number | undefined;

  constructor(options: {
    onDemand: Pick<ArgocdOnDemand, 'syncWindows' | 'project'>;
    signal: AbortSignal;
    now: () => Date;
    /** Takes what keeps Argo CD from syncing it; undefined: nothing, or nothing is known. False where it no longer waits. */
    onLoaded: (
      record: ApplicationRecord,
      block: SyncBlock | undefined,
    ) => boolean;
  }) {
    this.#onDemand = options.onDemand;
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

  /** Has those of them looked at that wait and are not known yet. */
  add(records: Iterable<ApplicationRecord>): void {
    const dueAt = this.#now().getTime() + SETTLE_MS;
    let isNew = false;
    for (const record of records) {
      if (!awaitsAutoSync(record)) {
        this.#forget(record);
      } else if (!this.#waiting.has(syncWindowsKey(record))) {
        this.#waiting.set(syncWindowsKey(record), {
          record,
          block: undefined,
          dueAt,
        });
        isNew = true;
      }
    }
    // Many become OutOfSync at once: those that come after the first change nothing of when it wakes.
    if (isNew && !(this.#wakesAt !== undefined && this.#wakesAt <= dueAt)) {
      this.#wakeLater();
    }
  }

  onChanges(changes: ApplicationChange[]): void {
    for (const { before, after } of changes) {
      if (
        before &&
        (!after || syncWindowsKey(before) !== syncWindowsKey(after))
      ) {
        this.#forget(before);
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
      this.#waiting.delete(key);
      this.#onLoaded(record, undefined);
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
    this.#waiting.set(key, { record, block, dueAt });
    if (!this.#onLoaded(record, block)) {
      this.#waiting.delete(key);
    }
    this.#wakeLater();
  }

  #read(record: ApplicationRecord, now: Date): Promise<SyncWindows> {
    const onDemand = this.#onDemand;
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
    for (const [key, known] of [...this.#waiting]) {
      const { record, block, dueAt } = known;
      if (block?.until && Date.parse(block.until) <= now.getTime()) {
        known.block = undefined;
        this.#onLoaded(record, undefined);
      }
      if (dueAt <= now.getTime()) {
        // It stays known until it is answered, so that what ends meanwhile is not said any longer.
        const isQueued = this.#queue.add(key, record);
        known.dueAt = now.getTime() + (isQueued ? RECHECK_MS : FULL_MS);
      }
    }
    this.#wakeLater();
  }

  #wakeLater(): void {
    clearTimeout(this.#timer);
    this.#wakesAt = undefined;
    const times = Array.from(this.#waiting.values(), ({ block, dueAt }) =>
      block?.until ? Math.min(dueAt, Date.parse(block.until)) : dueAt,
    );
    if (times.length > 0 && !this.#signal.aborted) {
      const now = this.#now().getTime();
      // Clocks are set: it never sleeps for longer than what it found is good for.
      const delay = Math.min(Math.max(Math.min(...times) - now, 0), RECHECK_MS);
      this.#wakesAt = now + delay;
      this.#timer = setTimeout(() => this.#wake(), delay);
      this.#timer.unref();
    }
  }

  #forget(record: ApplicationRecord): void {
    if (this.#waiting.size > 0) {
      const key = syncWindowsKey(record);
      this.#queue.delete(key);
      this.#waiting.delete(key);
    }
  }
}
