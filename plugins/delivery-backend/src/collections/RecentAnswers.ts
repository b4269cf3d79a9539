import { RecentMap } from './RecentMap';

/** An answer, and when it was asked for. */
export interface Answer<T> {
  value: T;
  askedAt: Date;
}

/**
 * Keeps answers for those who ask the same soon after, or at the same time: they share one request. Keys say all that an answer
 * depends on; what can change without a change of its key is kept for `ttlMs` only. Failures are not kept.
 */
export class RecentAnswers<T> {
  readonly #answers: RecentMap<{ askedAt: number; answer: Promise<Answer<T>> }>;
  readonly #ttlMs: number;
  readonly #now: () => number;

  constructor(options: {
    /** The most answers that are kept. */
    limit: number;
    ttlMs: number;
    now?: () => number;
  }) {
    this.#answers = new RecentMap(options.limit);
    this.#ttlMs = options.ttlMs;
    this.#now = options.now ?? Date.now;
  }

  get(key: string, load: () => Promise<T>): Promise<Answer<T>> {
    const known = this.#answers.get(key);
    const now = this.#now();
    if (known && now - known.askedAt < this.#ttlMs) {
      return known.answer;
    }
    const answer = load().then(value => ({ value, askedAt: new Date(now) }));
    const entry = { askedAt: now, answer };
    this.#answers.set(key, entry);
    answer.catch(() => {
      if (this.#answers.get(key) === entry) {
        this.#answers.delete(key);
      }
    });
    return answer;
  }

  /** Forgets everything, as when something was done that changes the answers. */
  clear(): void {
    this.#answers.clear();
  }
}
