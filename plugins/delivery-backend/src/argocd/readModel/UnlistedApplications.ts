import type { ArgocdApi } from '../client/ArgocdApi';
import type { ApplicationRecord } from './ApplicationRecord';
import { askPresence, PresenceAnswer } from './askPresence';
import { BackgroundQueue } from './BackgroundQueue';

/** Asked for after each list; the next list takes the rest. */
const MAX_PER_LIST = 100;
/** Once so many turned out to be there the list was not complete: the next one will tell more. */
const MAX_FOUND = 3;

/**
 * Asks for Applications that a list lacks, each by its name: only an answer about the one Application proves that it is gone, or
 * may not be seen.
 */
export class UnlistedApplications {
  readonly #api: Pick<ArgocdApi, 'get' | 'canGet'>;
  readonly #signal: AbortSignal;
  readonly #onAnswer: (
    record: ApplicationRecord,
    answer: PresenceAnswer,
  ) => void;
  readonly #queue: BackgroundQueue<ApplicationRecord>;
  #found = 0;
  #lastAsked: string | undefined;

  constructor(options: {
    api: Pick<ArgocdApi, 'get' | 'canGet'>;
    signal: AbortSignal;
    onAnswer: (record: ApplicationRecord, answer: PresenceAnswer) => void;
  }) {
    this.#api = options.api;
    this.#signal = options.signal;
    this.#onAnswer = options.onAnswer;
    this.#queue = new BackgroundQueue({
      maxWaiting: MAX_PER_LIST,
      signal: options.signal,
      work: (record, key) => this.#ask(record, key),
    });
  }

  /** Asks in the background for what the newest list lacks, instead of what still waits since the one before. */
  verify(unlisted: ApplicationRecord[]): void {
    this.#queue.clear();
    this.#found = 0;
    // Goes on after the last that was asked for, so that each has its turn however many there are.
    const next =
      unlisted.findIndex(record => keyOf(record) === this.#lastAsked) + 1;
    const inTurn = [...unlisted.slice(next), ...unlisted.slice(0, next)];
    for (const record of inTurn.slice(0, MAX_PER_LIST)) {
      this.#queue.add(keyOf(record), record);
    }
  }

  /** Resolves when nothing is asked for any more. */
  async idle(): Promise<void> {
    await this.#queue.idle();
  }

  async #ask(record: ApplicationRecord, key: string): Promise<void> {
    this.#lastAsked = key;
    try {
      const answer = await askPresence(this.#api, record, this.#signal);
      this.#onAnswer(record, answer);
      this.#found += answer.kind === 'present' ? 1 : 0;
    } catch {
      // It does not answer: the next list asks again.
      this.#queue.clear();
    }
    if (this.#found >= MAX_FOUND) {
      this.#queue.clear();
    }
  }
}

function keyOf({ namespace, name }: ApplicationRecord): string {
  return `${namespace}/${name}`;
}
