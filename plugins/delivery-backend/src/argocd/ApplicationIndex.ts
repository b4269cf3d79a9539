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
  /** What events said while a list was under way, whose snapshot may be older. */
  #meanwhile: { deleted: Set<string>; set: Set<string> } | undefined;
  #anew = false;

  find(service: string): ApplicationRecord[] {
    return [...(this.#byService.get(service)?.values() ?? [])];
  }

  /**
   * Call before asking for a list that {@link ApplicationIndex.replace} is to take. `anew` when no stream was open before
   * it: then versions of what is known mean nothing, since a cluster that was restored counts from the beginning.
   */
  beginReplace(options: { anew?: boolean } = {}): void {
    this.#meanwhile = { deleted: new Set(), set: new Set() };
    this.#anew = options.anew ?? false;
  }

  /** Takes over a list. What events said since the list was asked for stays, as does what its version says is newer. */
  replace(records: ApplicationRecord[], resourceVersion?: string): Set<string> {
    const changed = new Set<string>();
    const listed = new Set(records.map(keyOf));
    for (const [key, record] of this.#records) {
      const addedSince = this.#anew
        ? this.#meanwhile?.set.has(key)
        : isNewer(record.resourceVersion, resourceVersion);
      if (!listed.has(key) && !addedSince) {
        this.#delete(key, changed);
      }
    }
    for (const record of records) {
      const key = keyOf(record);
      const newerKnown = this.#anew
        ? this.#meanwhile?.set.has(key)
        : isNewer(
            this.#records.get(key)?.resourceVersion,
            record.resourceVersion,
          );
      if (!newerKnown && !this.#meanwhile?.deleted.has(key)) {
        this.#set(record, changed);
      }
    }
    this.#meanwhile = undefined;
    this.#anew = false;
    return changed;
  }

  set(record: ApplicationRecord): Set<string> {
    const changed = new Set<string>();
    this.#meanwhile?.deleted.delete(keyOf(record));
    this.#meanwhile?.set.add(keyOf(record));
    this.#set(record, changed);
    return changed;
  }

  delete(record: Pick<ApplicationRecord, 'namespace' | 'name'>): Set<string> {
    const changed = new Set<string>();
    this.#meanwhile?.deleted.add(keyOf(record));
    this.#meanwhile?.set.delete(keyOf(record));
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
