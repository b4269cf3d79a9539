import { withTimeout } from '../client/withTimeout';
import { sleep } from './sleep';

/** An answer to the question whether an instance is there. */
export interface LivenessAnswer {
  /** The last time there was no answer. */
  isBack: boolean;
  /** When it was asked, by `performance.now()`. */
  askedAt: number;
}

/**
 * Asks an instance whether it is there when nothing was heard from it for a while, whatever else is under way: a stream says
 * nothing for long, a list may take half a minute, and between two attempts nothing is asked at all.
 */
export class LivenessCheck {
  readonly #ping: (signal: AbortSignal) => Promise<void>;
  readonly #signal: AbortSignal;
  readonly #silenceMs: number;
  readonly #answerMs: number;
  readonly #onAnswer: (answer: LivenessAnswer) => void;
  readonly #onSilence: (error: unknown) => void;
  #heardAt = performance.now();
  #isSilent = false;

  constructor(options: {
    /** Fails when there is no answer. */
    ping: (signal: AbortSignal) => Promise<void>;
    signal: AbortSignal;
    /** It is asked when nothing was heard for this long. */
    silenceMs: number;
    /** How long the answer may take, asking once more included. */
    answerMs: number;
    onAnswer: (answer: LivenessAnswer) => void;
    /** There was no answer, also when asked once more, and nothing else was heard meanwhile. */
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

  /** False when there was no answer. */
  async #ask(): Promise<boolean> {
    const startedAt = performance.now();
    const isSettled = () => this.#signal.aborted || this.#heardAt > startedAt;
    let failure = await this.#pingWithin(this.#answerMs);
    const pauseMs = this.#answerMs / 4;
    const leftMs = startedAt + this.#answerMs - performance.now() - pauseMs;
    if (failure && !isSettled() && !this.#isSilent && leftMs > 0) {
      // One that fails at once proves little: a gateway starts anew, or one of several servers does.
      await sleep(pauseMs, this.#signal);
      failure = isSettled() ? failure : await this.#pingWithin(leftMs);
    }
    if (!failure || isSettled()) {
      return true;
    }
    this.#isSilent = true;
    this.#onSilence(failure.cause);
    return false;
  }

  /** Undefined when there was an answer, which is told. */
  async #pingWithin(
    timeoutMs: number,
  ): Promise<{ cause: unknown } | undefined> {
    const askedAt = performance.now();
    try {
      await withTimeout({ timeoutMs, signal: this.#signal }, this.#ping);
    } catch (cause) {
      return { cause };
    }
    const isBack = this.#isSilent;
    this.heard();
    this.#onAnswer({ isBack, askedAt });
    return undefined;
  }
}
