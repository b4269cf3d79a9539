import type { SourceNote } from '../sources/types';

/**
 * What is known about a source itself, to be shown on its entity: whether it can be read, what was refused, what was
 * doubted. Changes seldom, so that its entity does.
 *
 * @internal
 */
export class SourceState {
  readonly #now: () => number;
  #failure?: SourceNote;
  #doubt?: SourceNote;
  #refused: string[] = [];

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /**
   * Says that the source could not be read.
   *
   * @param reason - safe to be shown
   * @returns whether that is news; a source that failed before keeps what was said first
   */
  fail(reason: string): boolean {
    if (this.#failure) {
      return false;
    }
    const since = this.#timestamp();
    this.#failure = {
      severity: 'error',
      code: 'source-unreadable',
      message: `This source has not been readable since ${since}, the catalog stays as it was: ${reason}`,
      since,
    };
    return true;
  }

  /** Says that the source can be read. Returns whether that is news. */
  recover(): boolean {
    const isNews = this.#failure !== undefined;
    this.#failure = undefined;
    return isNews;
  }

  /** Says which files of the whole source were not taken, in sentences. */
  refuse(sentences: string[]) {
    this.#refused = sentences;
  }

  /** Says which further files were not taken. */
  refuseMore(sentences: string[]) {
    this.#refused = [...new Set([...this.#refused, ...sentences])];
  }

  /**
   * Says that a read is doubted, or with undefined that it is believed.
   *
   * @returns what is to be said, when that is news
   */
  doubtRemoval(
    counts: { removed: number; before: number } | undefined,
  ): { sentence: string } | undefined {
    const previous = this.#doubt;
    if (!counts) {
      this.#doubt = undefined;
      return previous && { sentence: 'What was read is believed again' };
    }
    const { removed, before } = counts;
    const sentence = `${removed} of ${before} services are missing in what was read, more than is believed at once: nothing was removed. When they are meant to go, set "maxRemovedShare" of this source to 1 until they have`;
    if (previous?.message.startsWith(sentence)) {
      return undefined;
    }
    const since = previous?.since ?? this.#timestamp();
    this.#doubt = {
      severity: 'error',
      code: 'source-shrunken',
      message: `${sentence} (since ${since})`,
      since,
    };
    return { sentence };
  }

  get notes(): SourceNote[] {
    return [
      ...(this.#failure ? [this.#failure] : []),
      ...(this.#doubt ? [this.#doubt] : []),
      ...this.#refused.map(message => ({
        severity: 'warning' as const,
        code: 'source-file-refused' as const,
        message,
      })),
    ];
  }

  #timestamp(): string {
    return new Date(this.#now()).toISOString();
  }
}
