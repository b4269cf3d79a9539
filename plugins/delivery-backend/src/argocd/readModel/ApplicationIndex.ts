import { isDeepStrictEqual } from 'node:util';
import type { ApplicationRecord } from './ApplicationRecord';
import { awaitsAutoSync, syncWindowsKey } from './awaitsAutoSync';
import type { SyncBlock } from './findSyncBlock';

const keyOf = (record: Pick<ApplicationRecord, 'namespace' | 'name'>) =>
  `${record.namespace}/${record.name}`;

function isNewer(one?: string, other?: string): boolean {
  return /^\d+$/.test(one ?? '') && /^\d+$/.test(other ?? '')
    ? BigInt(one ?? 0) > BigInt(other ?? 0)
    : false;
}

/** Details stay until they are looked at anew where nothing else has changed. */
function withKnownDetails(
  record: ApplicationRecord,
  before: ApplicationRecord | undefined,
): ApplicationRecord {
  if (!before?.details || record.details) {
    return record;
  }
  const { details, ...rest } = before;
  return isDeepStrictEqual(
    { ...rest, resourceVersion: undefined },
    { ...record, resourceVersion: undefined },
  )
    ? { ...record, details }
    : record;
}

/** What its sync windows say stays until they are looked at anew, for as long as it waits for them. */
function withKnownBlock(
  given: ApplicationRecord,
  before: ApplicationRecord | undefined,
): ApplicationRecord {
  if (!before?.syncBlock) {
    return given;
  }
  const { syncBlock: _, ...record } = given;
  return awaitsAutoSync(record) &&
    syncWindowsKey(before) === syncWindowsKey(record)
    ? { ...record, syncBlock: before.syncBlock }
    : record;
}

/** What became of an Application: added without `before`, removed without `after`. */
export interface ApplicationChange {
  before?: ApplicationRecord;
  after?: ApplicationRecord;
}

/** The Applications of one instance in memory, found by service. */
export class ApplicationIndex {
  readonly #records = new Map<string, ApplicationRecord>();
  readonly #byService = new Map<string, Map<string, ApplicationRecord>>();
  /** What events said while a list was under way, whose snapshot may be older. */
  #meanwhile: { deleted: Set<string>; set: Set<string> } | undefined;
  #anew = false;

  find(service: string): ApplicationRecord[] {
    return [...(this.#byService.get(service)?.values() ?? [])];
  }

  /** Names of the services that have Applications. */
  get services(): string[] {
    return [...this.#byService.keys()];
  }

  get all(): Iterable<ApplicationRecord> {
    return this.#records.values();
  }

  /**
   * Call before asking for a list that {@link ApplicationIndex.replace} is to take. `anew` when no stream was open before
   * it: then versions of what is known mean nothing, since a cluster that was restored counts from the beginning.
   */
  beginReplace(options: { anew?: boolean } = {}): void {
    this.#meanwhile = { deleted: new Set(), set: new Set() };
    this.#anew = options.anew ?? false;
  }

  /** Applications that are no longer listed and not proven to be gone. */
  get hidden(): ApplicationRecord[] {
    return [...this.#records.values()].filter(({ hidden }) => hidden);
  }

  /**
   * Takes over a list. What events said since the list was asked for stays, as does what its version says is newer. A list proves
   * presence only: what it lacks is kept, as hidden since it was last known `asOf`, and answered as `unlisted`.
   */
  replace(
    records: ApplicationRecord[],
    options: { resourceVersion?: string; asOf?: string } = {},
  ): { changes: ApplicationChange[]; unlisted: ApplicationRecord[] } {
    const { resourceVersion, asOf } = options;
    const changes: ApplicationChange[] = [];
    const listed = new Set(records.map(keyOf));
    const lacking = [...this.#records]
      .filter(([key, record]) => {
        const addedSince =
          this.#meanwhile?.set.has(key) ||
          (!this.#anew && isNewer(record.resourceVersion, resourceVersion));
        return !listed.has(key) && !addedSince;
      })
      .map(([, record]) => record);
    for (const record of records) {
      const key = keyOf(record);
      const newerKnown = this.#anew
        ? this.#meanwhile?.set.has(key)
        : isNewer(
            this.#records.get(key)?.resourceVersion,
            record.resourceVersion,
          );
      const known = this.#records.get(key);
      if (newerKnown && known?.hidden) {
        changes.push(...this.#set({ ...known, hidden: undefined }));
      } else if (!newerKnown && !this.#meanwhile?.deleted.has(key)) {
        changes.push(...this.#set(record));
      }
    }
    const unlisted = lacking.map(record => {
      const hidden = record.hidden ?? (asOf ? { asOf } : {});
      changes.push(...this.#set({ ...record, hidden }));
      return this.#records.get(keyOf(record)) ?? record;
    });
    this.#meanwhile = undefined;
    this.#anew = false;
    return { changes, unlisted };
  }

  set(record: ApplicationRecord): ApplicationChange[] {
    this.#meanwhile?.deleted.delete(keyOf(record));
    this.#meanwhile?.set.add(keyOf(record));
    return this.#set(record);
  }

  /** Takes over what a call answered, unless an event has said something newer while the answer was on its way. */
  offer(record: ApplicationRecord): ApplicationChange[] {
    const known = this.#records.get(keyOf(record));
    return isNewer(known?.resourceVersion, record.resourceVersion)
      ? []
      : this.set(record);
  }

  /** Like {@link ApplicationIndex.offer}, for an Application that was known: one that is gone meanwhile stays so. */
  offerKnown(record: ApplicationRecord): ApplicationChange[] {
    return this.#records.has(keyOf(record)) ? this.offer(record) : [];
  }

  delete(
    record: Pick<ApplicationRecord, 'namespace' | 'name'>,
  ): ApplicationChange[] {
    this.#meanwhile?.deleted.add(keyOf(record));
    this.#meanwhile?.set.delete(keyOf(record));
    return this.#delete(keyOf(record));
  }

  /** Replaces what it knows of an Application, unless that changed since then. */
  update(
    record: ApplicationRecord,
    by: Partial<ApplicationRecord>,
  ): ApplicationChange[] {
    return this.#records.get(keyOf(record)) === record
      ? this.#put({ ...record, ...by })
      : [];
  }

  /**
   * Takes over what the sync windows of an Application say, whatever else of it has changed meanwhile; undefined: nothing keeps
   * Argo CD from syncing it. Undefined where it is gone, or does not wait for them any more.
   */
  setBlock(
    asked: ApplicationRecord,
    syncBlock: SyncBlock | undefined,
  ): ApplicationChange[] | undefined {
    const known = this.#records.get(keyOf(asked));
    if (
      !known ||
      !awaitsAutoSync(known) ||
      syncWindowsKey(known) !== syncWindowsKey(asked)
    ) {
      return undefined;
    }
    const { syncBlock: _, ...record } = known;
    return this.#put(syncBlock ? { ...record, syncBlock } : record);
  }

  /** Deletes what was found to be gone, unless it changed since then. */
  deleteUnchanged(record: ApplicationRecord): ApplicationChange[] {
    return this.#records.get(keyOf(record)) === record
      ? this.delete(record)
      : [];
  }

  /** Takes over what Argo CD says of an Application itself. */
  #set(given: ApplicationRecord): ApplicationChange[] {
    const before = this.#records.get(keyOf(given));
    return this.#put(withKnownDetails(withKnownBlock(given, before), before));
  }

  #put(record: ApplicationRecord): ApplicationChange[] {
    const key = keyOf(record);
    const before = this.#records.get(key);
    if (isDeepStrictEqual(before, record)) {
      return [];
    }
    if (before && before.service !== record.service) {
      this.#delete(key);
    }
    this.#records.set(key, record);
    const siblings = this.#byService.get(record.service) ?? new Map();
    siblings.set(key, record);
    this.#byService.set(record.service, siblings);
    return [{ before, after: record }];
  }

  #delete(key: string): ApplicationChange[] {
    const record = this.#records.get(key);
    if (!record) {
      return [];
    }
    this.#records.delete(key);
    const siblings = this.#byService.get(record.service);
    siblings?.delete(key);
    if (siblings?.size === 0) {
      this.#byService.delete(record.service);
    }
    return [{ before: record }];
  }
}
