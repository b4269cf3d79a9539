import type { LoggerService } from '@backstage/backend-plugin-api';
import type { InstanceStatus } from '@stonegarden/backstage-plugin-delivery-common';
import type { ApplicationEvent, ArgocdApi } from '../client/ArgocdApi';
import { failureReason, isAccountRefused } from '../client/argocdErrors';
import { ContactStatus } from './ContactStatus';
import { LivenessCheck } from './LivenessCheck';
import type { Sleep } from './sleep';
import type { WatcherTiming } from './WatcherTiming';

/** One list and the stream after it. */
interface Attempt {
  /** When its list was asked for, by `performance.now()`. */
  askedAt: number;
  phase: 'list' | 'stream' | 'pause';
  /** Ends its list or its stream. */
  end: AbortController;
  /** Ends the pause before the next one. */
  retry: AbortController;
}

const newAttempt = (): Attempt => ({
  askedAt: performance.now(),
  phase: 'list',
  end: new AbortController(),
  retry: new AbortController(),
});

/** What a connection needs of who keeps what it tells. */
export interface ConnectionUser {
  /** A new attempt begins: whatever was asked before may be answered differently. */
  onAttempt(): void;
  /**
   * Asks for the list and takes it over. `anew`: no stream was open, so that nothing newer than the list is known. `onAlive` is to
   * be called for each part that arrives.
   */
  list(options: {
    anew: boolean;
    signal: AbortSignal;
    onAlive(): void;
  }): Promise<void>;
  onEvent(event: ApplicationEvent): void;
  /** Whether the last list lacked something that is known. */
  isShort(): boolean;
  /** The instance started or stopped answering. */
  onReachability(): void;
}

/** The connection to one Argo CD: a list, then a stream, again and again until stopped; and whether it answers. */
export class ArgocdConnection {
  readonly #name: string;
  readonly #api: Pick<ArgocdApi, 'ping' | 'watch'>;
  readonly #user: ConnectionUser;
  readonly #logger: LoggerService;
  readonly #timing: WatcherTiming;
  readonly #sleep: Sleep;
  /** Says stop. */
  readonly #signal: AbortSignal;
  readonly #contact: ContactStatus;
  readonly #liveness: LivenessCheck;
  #attempt = newAttempt();

  constructor(options: {
    name: string;
    api: Pick<ArgocdApi, 'ping' | 'watch'>;
    user: ConnectionUser;
    logger: LoggerService;
    timing: WatcherTiming;
    now: () => Date;
    sleep: Sleep;
    signal: AbortSignal;
  }) {
    this.#name = options.name;
    this.#api = options.api;
    this.#user = options.user;
    this.#logger = options.logger;
    this.#timing = options.timing;
    this.#sleep = options.sleep;
    this.#signal = options.signal;
    this.#contact = new ContactStatus({
      name: options.name,
      logger: options.logger,
      onChange: () => options.user.onReachability(),
      now: options.now,
    });
    this.#liveness = new LivenessCheck({
      ping: signal => this.#api.ping(signal),
      signal: options.signal,
      silenceMs: options.timing.silenceMs,
      answerMs: options.timing.answerMs,
      onAnswer: answer => this.#onAnswer(answer),
      onSilence: error => this.#onSilence(error),
    });
  }

  get status(): InstanceStatus {
    return this.#contact.value;
  }

  /** Runs until the signal says stop; never fails. */
  async run(): Promise<void> {
    await Promise.all([this.#connect(), this.#liveness.run()]);
  }

  async #list(options: { anew: boolean; signal: AbortSignal }): Promise<void> {
    await this.#user.list({
      ...options,
      onAlive: () => this.#liveness.heard(),
    });
    this.#alive();
  }

  #alive(): void {
    this.#liveness.heard();
    this.#contact.alive();
  }

  #onAnswer({ isBack, askedAt }: { isBack: boolean; askedAt: number }): void {
    this.#contact.heard();
    const { phase, end, retry, askedAt: listAskedAt } = this.#attempt;
    // What was asked while it was silent may never be answered. A list that was asked for after this question will be.
    if (isBack && (phase === 'pause' || listAskedAt < askedAt)) {
      end.abort();
      retry.abort();
    }
  }

  #onSilence(error: unknown): void {
    this.#contact.lost(error);
    // A stream that is still open proves nothing. A list may take longer than an answer to a ping, and has its own time.
    if (this.#attempt.phase === 'stream') {
      this.#attempt.end.abort();
    }
  }

  async #connect(): Promise<void> {
    let failures = 0;
    while (!this.#signal.aborted) {
      const attempt = newAttempt();
      this.#attempt = attempt;
      const signal = AbortSignal.any([attempt.end.signal, this.#signal]);
      try {
        this.#user.onAttempt();
        await this.#list({ anew: true, signal });
        attempt.phase = 'stream';
        failures = await this.#stream(failures, attempt);
      } catch (error) {
        if (!signal.aborted) {
          this.#contact.lost(error);
        }
        failures += 1;
      }
      attempt.phase = 'pause';
      if (failures > 0) {
        const { firstBackOffMs, longestBackOffMs } = this.#timing;
        const delayMs = Math.min(
          firstBackOffMs * 2 ** (failures - 1),
          longestBackOffMs,
        );
        await this.#sleep(
          delayMs * (0.5 + Math.random() / 2),
          AbortSignal.any([attempt.retry.signal, this.#signal]),
        );
      }
    }
  }

  /** Follows the stream to its end. A broken one does not mean that the instance is gone: the list that follows tells. */
  async #stream(failures: number, { end }: Attempt): Promise<number> {
    const openedAt = performance.now();
    const signal = AbortSignal.any([end.signal, this.#signal]);
    const relisting = this.#relist(signal, end);
    try {
      await this.#api.watch({
        signal,
        onEvent: event => this.#user.onEvent(event),
        onAlive: () => this.#alive(),
      });
    } catch (error) {
      if (!this.#signal.aborted) {
        this.#logger.info(
          `Argo CD ${this.#name}: the stream broke. ${
            failureReason(error).message
          } Connecting again`,
        );
      }
    } finally {
      end.abort();
      await relisting;
    }
    // Each connection begins with a whole list and every Application: one that soon ends is not to be repeated in a loop.
    const lasted = performance.now() - openedAt;
    return lasted >= this.#timing.longestBackOffMs ? 0 : failures + 1;
  }

  /** Lists again and again while a stream is open: soon while something known is not listed. */
  async #relist(signal: AbortSignal, end: AbortController): Promise<void> {
    const { relistMs, shortListMs } = this.#timing;
    let shortMs = shortListMs;
    while (!signal.aborted) {
      const isShort = this.#user.isShort();
      await this.#sleep(
        isShort ? Math.min(shortMs, relistMs) : relistMs,
        signal,
      );
      // Something may stay unlisted for good: the pauses do not begin anew.
      shortMs = isShort ? Math.min(2 * shortMs, relistMs) : shortListMs;
      if (signal.aborted) {
        return;
      }
      try {
        await this.#list({ anew: false, signal });
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        if (isAccountRefused(error)) {
          // The stream was opened before, and is not judged again while it lasts.
          this.#contact.lost(error);
          end.abort();
          return;
        }
        this.#logger.warn(
          `Argo CD ${this.#name}: reading its list again failed. ${
            failureReason(error).message
          }`,
        );
      }
    }
  }
}
