import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { MemoryStore } from 'express-rate-limit';

const MINUTE_MS = 60_000;

/** Backstage answers a request with the status that an error brings. */
class TooManyRequestsError extends Error {
  readonly statusCode = 429;

  constructor(message: string) {
    super(message);
    this.name = 'TooManyRequestsError';
  }
}

/**
 * How often a caller may have an action read from the Git host within a minute: as often as the same may be asked for by HTTP.
 * Every replica counts for itself.
 */
export class ActionLimit {
  readonly #store = new MemoryStore();
  readonly #auth: AuthService;
  readonly #perMinute: number;

  constructor(options: { auth: AuthService; perMinute: number }) {
    this.#auth = options.auth;
    this.#perMinute = options.perMinute;
    this.#store.init({
      windowMs: MINUTE_MS,
    } as Parameters<MemoryStore['init']>[0]);
  }

  /** Throws an error with the status 429 once the caller has used it up. */
  async take(credentials: BackstageCredentials): Promise<void> {
    const { totalHits } = await this.#store.increment(this.#keyOf(credentials));
    if (totalHits > this.#perMinute) {
      throw new TooManyRequestsError(
        `You have asked for more than ${
          this.#perMinute
        } previews within a minute. Wait a minute, and try again.`,
      );
    }
  }

  stop(): void {
    this.#store.shutdown();
  }

  #keyOf(credentials: BackstageCredentials): string {
    if (this.#auth.isPrincipal(credentials, 'user')) {
      return `user ${credentials.principal.userEntityRef}`;
    }
    return this.#auth.isPrincipal(credentials, 'service')
      ? `service ${credentials.principal.subject}`
      : 'nobody';
  }
}
