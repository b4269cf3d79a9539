interface Turns {
  /** All that has not ended, in turn or at once. */
  open: Set<Promise<unknown>>;
  /** Of these what does not wait. */
  urgent: Set<Promise<unknown>>;
  /** How often something did not wait. */
  overtaken: number;
}

/** Has what this backend does about one thing wait for what it was asked for before, except for what is urgent. */
export class ActionTurns {
  readonly #turns = new Map<string, Turns>();

  /**
   * Does something after everything about the same key that was asked for before it, whether that succeeded or not, and after
   * everything urgent. `isOvertaken` tells whether something urgent has come since it began.
   */
  inTurn<T>(
    key: string,
    task: (isOvertaken: () => boolean) => Promise<T>,
  ): Promise<T> {
    const turns = this.#of(key);
    const before = [...turns.open];
    const begin = async () => {
      await Promise.allSettled(before);
      while (turns.urgent.size > 0) {
        await Promise.allSettled([...turns.urgent]);
      }
      const { overtaken } = turns;
      return task(() => turns.overtaken !== overtaken);
    };
    return this.#follow(key, turns, begin());
  }

  /** Does something without waiting. What comes later, or waits now, waits for it. */
  atOnce<T>(key: string, task: () => Promise<T>): Promise<T> {
    const turns = this.#of(key);
    turns.overtaken += 1;
    const doing: Promise<T> = task().finally(() => turns.urgent.delete(doing));
    turns.urgent.add(doing);
    return this.#follow(key, turns, doing);
  }

  #of(key: string): Turns {
    const turns = this.#turns.get(key) ?? {
      open: new Set(),
      urgent: new Set(),
      overtaken: 0,
    };
    this.#turns.set(key, turns);
    return turns;
  }

  async #follow<T>(key: string, turns: Turns, doing: Promise<T>): Promise<T> {
    turns.open.add(doing);
    try {
      return await doing;
    } finally {
      turns.open.delete(doing);
      if (turns.open.size === 0) {
        this.#turns.delete(key);
      }
    }
  }
}
