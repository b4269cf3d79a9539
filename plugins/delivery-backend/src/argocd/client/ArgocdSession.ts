import { z } from 'zod';
import type { ArgocdAccount } from '../../config/readArgocdInstances';
import { ArgocdLoginError, ArgocdProtocolError } from './argocdErrors';

/** A session is renewed this long before it ends. */
const RENEW_BEFORE_MS = 60_000;
/** Argo CD locks accounts after some failed logins: the pause after a refused one, which doubles up to the longest. */
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 10 * 60_000;

const claimsSchema = z.object({ exp: z.number().optional() });

/** Opens a session, and gives its token. */
export type Login = (account: ArgocdAccount) => Promise<string>;

/** The session of an account: opened when it is needed, shared by all calls, and renewed before it ends. */
export class ArgocdSession {
  readonly #account: ArgocdAccount;
  readonly #login: Login;
  readonly #now: () => number;
  #token: string | undefined;
  #renewAt = Infinity;
  #opening: Promise<string> | undefined;
  #refusals = 0;
  #pausedUntil = 0;

  constructor(
    account: ArgocdAccount,
    options: {
      /** Fails with `ArgocdLoginError` where the account is refused. */
      login: Login;
      /** Milliseconds. */
      now?: () => number;
    },
  ) {
    this.#account = account;
    this.#login = options.login;
    this.#now = options.now ?? Date.now;
  }

  /** The session's token. A refused account is not tried again for a while: until then each call fails at once. */
  async token(): Promise<string> {
    if (this.#token !== undefined && this.#now() < this.#renewAt) {
      return this.#token;
    }
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  /** Argo CD no longer takes this token. Does nothing when there is a newer one already. */
  forget(token: string): void {
    if (this.#token === token) {
      this.#token = undefined;
    }
  }

  async #open(): Promise<string> {
    if (this.#now() < this.#pausedUntil) {
      throw new ArgocdLoginError();
    }
    try {
      const token = await this.#login(this.#account);
      this.#renewAt = this.#renewalOf(token);
      this.#token = token;
      this.#refusals = 0;
      return token;
    } catch (error) {
      if (error instanceof ArgocdLoginError) {
        this.#token = undefined;
        this.#pausedUntil =
          this.#now() +
          Math.min(FIRST_PAUSE_MS * 2 ** this.#refusals, LONGEST_PAUSE_MS);
        this.#refusals += 1;
      }
      throw error;
    }
  }

  #renewalOf(token: string): number {
    const endsAt = expiryOf(token);
    if (endsAt === undefined) {
      return Infinity;
    }
    const now = this.#now();
    // A session of a few seconds is used for half of its time, not renewed for each call.
    return Math.max(endsAt - RENEW_BEFORE_MS, now + (endsAt - now) / 2);
  }
}

/** When a token ends by its own words, in milliseconds; undefined for one that does not say. Not verified: Argo CD does that. */
function expiryOf(token: string): number | undefined {
  const [, payload] = token.split('.');
  if (!payload) {
    return undefined;
  }
  try {
    const { exp } = claimsSchema.parse(
      JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')),
    );
    return exp === undefined ? undefined : exp * 1_000;
  } catch {
    return undefined;
  }
}

const answerSchema = z.object({ token: z.string().min(1) });

/** The token in an answer to a login. */
export function readSessionToken(answer: unknown): string {
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) {
    throw new ArgocdProtocolError('its answer to a login is malformed');
  }
  return parsed.data.token;
}
