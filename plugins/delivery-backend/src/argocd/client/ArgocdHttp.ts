import { z } from 'zod';
import type { ArgocdInstanceConfig } from '../../config/readDeliveryConfig';
import { ArgocdResponseError } from './argocdErrors';
import { readJson, readText } from './readBounded';

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

/** Requests to one Argo CD: with its token and without redirects. An error status is an `ArgocdResponseError`. */
export class ArgocdHttp {
  readonly #instance: Pick<ArgocdInstanceConfig, 'url' | 'token'>;

  constructor(instance: Pick<ArgocdInstanceConfig, 'url' | 'token'>) {
    this.#instance = instance;
  }

  /**
   * The JSON of an answer of usual size, within ten seconds unless another time is given. Never asked twice: who calls knows
   * whether that is safe.
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
    const response = await this.fetch(path, {
      ...options,
      signal: AbortSignal.any([
        AbortSignal.timeout(timeoutMs),
        ...(options.signal ? [options.signal] : []),
      ]),
    });
    return readJson(response, maxBytes);
  }

  /** An answer whose body is still to be read. */
  async fetch(
    path: string,
    options: {
      method?: 'POST' | 'DELETE';
      query?: Record<string, string>;
      headers?: Record<string, string>;
      body?: object;
      signal: AbortSignal;
    },
  ): Promise<Response> {
    const query = new URLSearchParams(options.query);
    const response = await fetch(
      `${this.#instance.url}${path}${options.query ? `?${query}` : ''}`,
      {
        method: options.method ?? 'GET',
        headers: {
          Accept: 'application/json',
          Authorization: `Bearer ${this.#instance.token}`,
          ...(options.body ? { 'Content-Type': 'application/json' } : {}),
          ...options.headers,
        },
        // A redirect is a login page or a wrong address; following one could hand the token to somebody else.
        redirect: 'error',
        ...(options.body ? { body: JSON.stringify(options.body) } : {}),
        signal: options.signal,
      },
    );
    if (!response.ok) {
      throw await toResponseError(response);
    }
    return response;
  }
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
