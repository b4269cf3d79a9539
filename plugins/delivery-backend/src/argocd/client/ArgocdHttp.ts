import { Agent, fetch as fetchWith } from 'undici';
import { z } from 'zod';
import type {
  ArgocdAccount,
  ArgocdInstanceConfig,
} from '../../config/readArgocdInstances';
import {
  ArgocdLoginError,
  ArgocdResponseError,
  isGatewayStatus,
} from './argocdErrors';
import { ArgocdSession, readSessionToken } from './ArgocdSession';
import { CallBreaker } from './CallBreaker';
import { readJson, readText } from './readBounded';
import { withTimeout } from './withTimeout';

const CALL_TIMEOUT_MS = 10_000;
const MAX_CALL_BYTES = 8 * 1024 * 1024;

const errorSchema = z.object({
  message: z.string().optional(),
  // Streams, such as logs, say it in an object.
  error: z
    .union([
      z.string(),
      z.object({
        message: z.string().optional(),
        grpc_code: z.number().optional(),
      }),
    ])
    .optional(),
  code: z.number().optional(),
});

type Connection = Pick<
  ArgocdInstanceConfig,
  'url' | 'token' | 'account' | 'ca'
>;

interface Request {
  method?: 'POST' | 'DELETE';
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: object;
  /** Sent without a token, and without a session being opened. Its outcome says nothing about calls that need one. */
  isAnonymous?: boolean;
  signal: AbortSignal;
}

/**
 * Requests to one Argo CD: with its token or the session of its account, and without redirects. An error status is an
 * `ArgocdResponseError`.
 */
export class ArgocdHttp {
  readonly #instance: Connection;
  readonly #session: ArgocdSession | undefined;
  readonly #agent: Agent | undefined;
  readonly #breaker: CallBreaker;

  constructor(instance: Connection, options: { now?: () => number } = {}) {
    this.#instance = instance;
    this.#breaker = new CallBreaker(options);
    this.#session =
      instance.account &&
      new ArgocdSession(instance.account, {
        login: account => this.#login(account),
        now: options.now,
      });
    this.#agent = instance.ca
      ? new Agent({ connect: { ca: instance.ca } })
      : undefined;
  }

  /**
   * The JSON of an answer of usual size, within ten seconds unless another time is given. Never asked twice: who calls knows
   * whether that is safe. Fails at once while the instance does not answer.
   */
  async call(
    path: string,
    options: {
      method?: 'POST' | 'DELETE';
      query?: Record<string, string>;
      body?: object;
      signal?: AbortSignal;
      timeoutMs?: number;
      maxBytes?: number;
    },
  ): Promise<unknown> {
    const { timeoutMs = CALL_TIMEOUT_MS, maxBytes = MAX_CALL_BYTES } = options;
    this.#breaker.admit();
    return withTimeout({ timeoutMs, signal: options.signal }, async signal =>
      readJson(await this.fetch(path, { ...options, signal }), maxBytes),
    );
  }

  /** An answer whose body is still to be read. */
  async fetch(path: string, request: Request): Promise<Response> {
    const token = request.isAnonymous ? undefined : await this.#token();
    const response = await this.#send(path, request, token);
    if (response.status !== 401 || !this.#session || token === undefined) {
      return checked(response);
    }
    // The session has ended, or was revoked. Nothing was done, so that asking again is safe.
    giveUp(response);
    this.#session.forget(token);
    return checked(await this.#send(path, request, await this.#token()));
  }

  async #token(): Promise<string | undefined> {
    return this.#session ? this.#session.token() : this.#instance.token;
  }

  /** The token of a new session. */
  async #login(account: ArgocdAccount): Promise<string> {
    // All calls that wait share it, so that it ends with none of them.
    return withTimeout({ timeoutMs: CALL_TIMEOUT_MS }, async signal => {
      const response = await this.#send('/api/v1/session', {
        method: 'POST',
        body: account,
        signal,
      });
      if (response.status === 401 || response.status === 403) {
        giveUp(response);
        throw new ArgocdLoginError();
      }
      return readSessionToken(
        await readJson(await checked(response), MAX_CALL_BYTES),
      );
    });
  }

  async #send(
    path: string,
    { method, query, headers, body, isAnonymous, signal }: Request,
    token?: string,
  ): Promise<Response> {
    const url = `${this.#instance.url}${path}${
      query ? `?${new URLSearchParams(query)}` : ''
    }`;
    const init = {
      method: method ?? 'GET',
      headers: {
        Accept: 'application/json',
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...(body ? { 'Content-Type': 'application/json' } : {}),
        ...headers,
      },
      // A redirect is a login page or a wrong address; following one could hand the token to somebody else. Without a
      // token, gateways answer so for an API that is there: it is not followed either, and no failure.
      redirect: isAnonymous ? ('manual' as const) : ('error' as const),
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal,
    };
    const breaker = isAnonymous ? undefined : this.#breaker;
    try {
      const response = this.#agent
        ? // The fetch of Node.js takes no agent of another version of undici.
          ((await fetchWith(url, {
            ...init,
            dispatcher: this.#agent,
          })) as unknown as Response)
        : await fetch(url, init);
      if (isGatewayStatus(response.status)) {
        breaker?.failed(
          new ArgocdResponseError({
            status: response.status,
            detail: 'no reason given',
          }),
        );
      } else {
        breaker?.answered();
      }
      return response;
    } catch (error) {
      // One that was given up by its caller says nothing about the instance.
      if ((error as { name?: unknown }).name !== 'AbortError') {
        breaker?.failed(error);
      }
      throw error;
    }
  }
}

/** Closes an answer that nobody reads; nobody has to wait for that. */
function giveUp({ body }: Response): void {
  body?.cancel().catch(() => {});
}

async function checked(response: Response): Promise<Response> {
  if (!response.ok) {
    throw await toResponseError(response);
  }
  return response;
}

async function toResponseError(response: Response) {
  let body: unknown;
  try {
    body = JSON.parse(await readText(response, MAX_CALL_BYTES));
  } catch {
    body = undefined;
  }
  const parsed = errorSchema.safeParse(body);
  const { message, error, code } = parsed.success
    ? parsed.data
    : { message: undefined, error: undefined, code: undefined };
  const inner: { message?: string; grpc_code?: number } | undefined =
    typeof error === 'string' ? { message: error } : error;
  return new ArgocdResponseError({
    status: response.status,
    code: code ?? inner?.grpc_code,
    detail: message ?? inner?.message ?? 'no reason given',
  });
}
