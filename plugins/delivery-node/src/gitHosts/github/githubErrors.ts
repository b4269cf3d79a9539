import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';

interface HttpError {
  status: number;
  message: string;
  response?: {
    headers: Record<string, string | number | undefined>;
    data?: unknown;
  };
}

/** Octokit's RequestError by its shape, since several copies of its package may be around. */
export function asHttpError(error: unknown): HttpError | undefined {
  const candidate = error as Partial<HttpError> | undefined;
  return typeof candidate?.status === 'number'
    ? (candidate as HttpError)
    : undefined;
}

function seconds(value: string | number | undefined): number | undefined {
  const parsed = Number(value);
  return value !== undefined && Number.isFinite(parsed) ? parsed : undefined;
}

/** Time until the host takes requests again; undefined when the answer is not a rate limit. */
function rateLimitDelayMs(error: HttpError): number | undefined {
  if (error.status !== 403 && error.status !== 429) {
    return undefined;
  }
  const headers = error.response?.headers ?? {};
  const asked = seconds(headers['retry-after']);
  if (asked !== undefined) {
    return asked * 1000;
  }
  const reset = seconds(headers['x-ratelimit-reset']);
  if (String(headers['x-ratelimit-remaining']) === '0' && reset !== undefined) {
    return Math.max(0, reset * 1000 - Date.now());
  }
  return error.status === 429 ? 0 : undefined;
}

/** For {@link retryReads}: rate limits, server errors and lost connections pass; everything else does not. */
export function retryAfterMs(error: unknown): number | undefined {
  const http = asHttpError(error);
  if (!http?.response) {
    return http ? 0 : undefined;
  }
  if (http.status >= 500) {
    return (seconds(http.response.headers['retry-after']) ?? 0) * 1000;
  }
  return rateLimitDelayMs(http);
}

/** GitHub's own words about a refused input; they name fields and values, never addresses or tokens. */
function detail(error: HttpError): string {
  const data = error.response?.data;
  if (typeof data !== 'object' || data === null) {
    return '';
  }
  const { message, errors } = data as { message?: unknown; errors?: unknown };
  const parts = Array.isArray(errors)
    ? errors.map(item => (item as { message?: unknown })?.message)
    : [];
  const texts = [message, ...parts].filter(
    (text): text is string => typeof text === 'string' && text !== '',
  );
  return texts.length > 0 ? `: ${texts.join('; ')}` : '';
}

/** Whether GitHub understood what was asked and refused it for what it says (422). */
export function isInputRefused(error: unknown): boolean {
  return asHttpError(error)?.status === 422;
}

/** Whether GitHub refused an input (422) in words that contain `words`. */
export function isRefused(error: unknown, words: string): boolean {
  const http = asHttpError(error);
  return (
    http?.status === 422 &&
    detail(http).toLowerCase().includes(words.toLowerCase())
  );
}

/** Whether GitHub refused an input (422) because of what one of its fields says. */
export function isRefusedField(error: unknown, field: string): boolean {
  const http = asHttpError(error);
  const { errors } = (http?.response?.data ?? {}) as { errors?: unknown };
  return (
    http?.status === 422 &&
    Array.isArray(errors) &&
    errors.some(item => (item as { field?: unknown })?.field === field)
  );
}

/** For an answer that says neither yes nor no: a proxy's page, a redirect, something that is not GitHub. */
export function invalidAnswer(
  host: string,
  what: string,
  answered: string,
): Error {
  return new ServiceUnavailableError(
    `The Git host ${host} answered with ${answered} (${what}). Check apiBaseUrl in integrations.github of app-config, and what stands between the portal and the host.`,
  );
}

/** Says in this suite's own errors what a Git host answered to `what` (`reading service.yaml`). */
export function toDomainError(
  error: unknown,
  host: string,
  what: string,
  kind: 'read' | 'write',
): Error {
  const http = asHttpError(error);
  if (!http) {
    return error instanceof Error ? error : new Error(`${what} failed`);
  }
  if (!http.response) {
    return new ServiceUnavailableError(
      `The Git host ${host} does not answer (${what}). ${
        kind === 'read'
          ? 'Nothing was changed by this; try again when it is back.'
          : 'Whether it was done all the same is not known.'
      }`,
    );
  }
  const delayMs = rateLimitDelayMs(http);
  if (delayMs !== undefined) {
    return new ServiceUnavailableError(
      `The Git host ${host} takes no more requests for now (${what}); try again in ${Math.ceil(
        delayMs / 1000,
      )} s.`,
    );
  }
  if (http.status >= 500) {
    return new ServiceUnavailableError(
      `The Git host ${host} answered ${http.status} (${what}). ${
        kind === 'read'
          ? 'Try again when it is well.'
          : 'Whether it was done all the same is not known.'
      }`,
    );
  }
  switch (http.status) {
    case 401:
    case 403:
      return new NotAllowedError(
        `The Git host ${host} refused the configured token (${what}). It needs to read and write contents and pull requests of this repository; see integrations.github in app-config.`,
      );
    case 404:
      return new NotFoundError(
        `The Git host ${host} has no such thing, or the configured token may not see it (${what}).`,
      );
    case 409:
      return new ConflictError(
        `The Git host ${host} reports a conflict (${what})${detail(http)}`,
      );
    default:
      return new InputError(
        `The Git host ${host} refused the request (${what})${detail(http)}`,
      );
  }
}
