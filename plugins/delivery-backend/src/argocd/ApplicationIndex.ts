import type { ApplicationRecord } from './ApplicationRecord';

const keyOf = (record: Pick<ApplicationRecord, 'namespace' | 'name'>) =>
  `${record.namespace}/${record.name}`;

function isNewer(one?: string, other?: string): boolean {
  return /^\d+$/.test(one ?? '') && /^\d+$/.test(other ?? '')
    ? BigInt(one ?? 0) > BigInt(other ?? 0)
    : false;
}

/** The Applications of one instance in memory, found by service. Each change answers which services it concerns. */
export class ApplicationIndex {
  readonly #records = new Map<string, ApplicationRecord>();
  readonly #byService = new Map<string, Map<string, ApplicationRecord>>();
  /** Deleted while a list was under way, whose snapshot may be older. */
  #deletedMeanwhile: Set<string> | undefined;

  find(service: string): ApplicationRecord[] {
    return [...(this.#byService.get(service)?.values() ?? [])];
  }

  /** Call before asking for a list that {@link ApplicationIndex.replace} is to take. */
  beginReplace(): void {
    this.#deletedMeanwhile = new Set();
  }

  /** Takes over a list. What events said since the list was made stays. */
  replace(records: ApplicationRecord[], resourceVersion?: string): Set<string> {
    const changed = new Set<string>();
    const listed = new Set(records.map(keyOf));
    for (const [key, record] of this.#records) {
      const addedSince = isNewer(record.resourceVersion, resourceVersion);
      if (!listed.has(key) && !addedSince) {
        this.#delete(key, changed);
      }
    }
    for (const record of records) {
      const known = this.#records.get(keyOf(record));
      const outdated =
        this.#deletedMeanwhile?.has(keyOf(record)) ||
        isNewer(known?.resourceVersion, record.resourceVersion);
      if (!outdated) {
        this.#set(record, changed);
      }
    }
    this.#deletedMeanwhile = undefined;
    return changed;
  }

  set(record: ApplicationRecord): Set<string> {
    const changed = new Set<string>();
    this.#deletedMeanwhile?.delete(keyOf(record));
    this.#set(record, changed);
    return changed;
  }

  delete(record: Pick<ApplicationRecord, 'namespace' | 'name'>): Set<string> {
    const changed = new Set<string>();
    this.#deletedMeanwhile?.add(keyOf(record));
    this.#delete(keyOf(record), changed);
    return changed;
  }

  #set(record: ApplicationRecord, changed: Set<string>): void {
    const key = keyOf(record);
    const before = this.#records.get(key);
    if (JSON.stringify(before) === JSON.stringify(record)) {
      return;
    }
    if (before && before.service !== record.service) {
      this.#delete(key, changed);
    }
    this.#records.set(key, record);
    const siblings = this.#byService.get(record.service) ?? new Map();
    siblings.set(key, record);
    this.#byService.set(record.service, siblings);
    changed.add(record.service);
  }

  #delete(key: string, changed: Set<string>): void {
    const record = this.#records.get(key);
    if (!record) {
      return;
    }
    this.#records.delete(key);
    const siblings = this.#byService.get(record.service);
    siblings?.delete(key);
    if (siblings?.size === 0) {
      this.#byService.delete(record.service);
    }
    changed.add(record.service);
  }
}
