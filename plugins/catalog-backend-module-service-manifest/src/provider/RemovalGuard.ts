/** So many services may always go in one read: a small catalog would never get any smaller else. */
const ALWAYS_BELIEVED = 5;

/** For so long what this process gave is what the catalog has; the catalog itself may not show it yet. */
const FRESH_MS = 10 * 60 * 1000;

/**
 * Doubts a read from which suspiciously many services have disappeared: a moved folder, a glob that was mistyped or half
 * an archive looks just like that.
 *
 * @internal
 */
export class RemovalGuard {
  readonly #options: {
    /** Share of the services, 0 to 1, whose removal by one read is believed. */
    maxRemovedShare: number;
    /** Refs of the services that the catalog has of the source. */
    askCatalog: () => Promise<Set<string>>;
    now?: () => number;
  };
  #services?: Set<string>;
  #acceptedAt = 0;

  constructor(options: {
    /** Share of the services, 0 to 1, whose removal by one read is believed. */
    maxRemovedShare: number;
    /** Refs of the services that the catalog has of the source. */
    askCatalog: () => Promise<Set<string>>;
    now?: () => number;
  }) {
    this.#options = options;
  }

  /**
   * Looks at what a read would make of the catalog.
   *
   * @returns how many of how many services would go, when that is not to be believed
   * @throws whatever the catalog throws
   */
  async doubt(
    services: Set<string>,
  ): Promise<{ removed: number; before: number } | undefined> {
    const doubt = this.#compare(
      this.#services ?? (await this.#ask()),
      services,
    );
    return doubt && this.#now() - this.#acceptedAt > FRESH_MS
      ? // Another process may have removed them since, one by one.
        this.#compare(await this.#ask(), services)
      : doubt;
  }

  async #ask(): Promise<Set<string>> {
    this.#services = await this.#options.askCatalog();
    this.#acceptedAt = this.#now();
    return this.#services;
  }

  #compare(before: Set<string>, services: Set<string>) {
    const removed = [...before].filter(ref => !services.has(ref)).length;
    const believed = Math.max(
      ALWAYS_BELIEVED,
      this.#options.maxRemovedShare * before.size,
    );
    return removed > believed ? { removed, before: before.size } : undefined;
  }

  /** Remembers what the catalog has been given. */
  accept(services: Set<string>) {
    this.#services = services;
    this.#acceptedAt = this.#now();
  }

  #now(): number {
    return this.#options.now?.() ?? Date.now();
  }
}
