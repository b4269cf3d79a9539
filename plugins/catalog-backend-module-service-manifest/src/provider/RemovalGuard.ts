/**
 * Of a small catalog more may go in one read than the share of a large one, or it would never get any smaller: so many
 * services, as long as half of them are left.
 */
const BELIEVED_OF_FEW = 5;

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
    const ofFew = Math.min(BELIEVED_OF_FEW, Math.floor(before.size / 2));
    const believed = Math.max(
      this.#options.maxRemovedShare * before.size,
      // A single service may always go or get another name, but not the last one: then nothing was found.
      services.size > 0 ? Math.max(1, ofFew) : 0,
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
