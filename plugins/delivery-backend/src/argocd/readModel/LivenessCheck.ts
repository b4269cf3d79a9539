import { sleep } from './sleep';

/**
 * Asks an instance whether it is there when nothing was heard from it for a while, whatever else is under way: a stream says
 * nothing for long, a list may take half a minute, and between two attempts nothing is asked at all.
 */
export class LivenessCheck {
  readonly #ping: (signal: AbortSignal) => Promise<void>;
  readonly #signal: AbortSignal;
  readonly #silenceMs: number;
  readonly #answerMs: number;
  readonly #onAnswer: (answer: { isBack: boolean }) => void;
  readonly #onSilence: (error: unknown) => void;
  #heardAt = performance.now();
  #isSilent = false;

  constructor(options: {
    /** Fails when there is no answer. */
    ping: (signal: AbortSignal) => Promise<void>;
    signal: AbortSignal;
    /** It is asked when nothing was heard for this long. */
    silenceMs: number;
    /** How long the answer may take. */
    answerMs: number;
    /** `isBack`: the last time there was no answer. */
    onAnswer: (answer: { isBack: boolean }) => void;
    /** There was no answer, and nothing else was heard meanwhile. */
    onSilence: (error: unknown) => void;
  }) {
    this.#ping = options.ping;
    this.#signal = options.signal;
    this.#silenceMs = options.silenceMs;
    this.#answerMs = options.answerMs;
    this.#onAnswer = options.onAnswer;
    this.#onSilence = options.onSilence;
  }

  /** Something came from the instance. */
  heard(): void {
    this.#heardAt = performance.now();
    this.#isSilent = false;
  }

  /** Runs until the signal says stop; never fails. */
  async run(): Promise<void> {
    this.#heardAt = performance.now();
    while (!this.#signal.aborted) {
      const leftMs = this.#heardAt + this.#silenceMs - performance.now();
      if (leftMs > 0) {
        await sleep(Math.ceil(leftMs), this.#signal);
      } else if (!(await this.#ask())) {
        await sleep(this.#silenceMs, this.#signal);
      }
    }
  }

  async #ask(): Promise<boolean> {
    const askedAt = performance.now();
    try {
      await this.#ping(
        AbortSignal.any([this.#signal, AbortSignal.timeout(this.#answerMs)]),
      );
    } catch (error) {
      if (this.#signal.aborted || this.#heardAt > askedAt) {
        return true;
      }
      this.#isSilent = true;
      this.#onSilence(error);
      return false;
    }
    const isBack = this.#isSilent;
    this.heard();
    this.#onAnswer({ isBack });
    return true;
  }
}
