import type { ErrorRequestHandler, Request, Response } from 'express';
import type { ZodType } from 'zod';
import { requestProblem } from '../http/requestProblem';
import { GithubError, validationFailed } from './GithubError';

const STATUS_BY_NAME: Record<string, number> = {
  InputError: 422,
  NotFoundError: 404,
  ConflictError: 409,
  NotAllowedError: 403,
  ServiceUnavailableError: 503,
};

/**
 * Turns errors into GitHub's answers. Unexpected ones are told to `report` and answered without detail.
 *
 * @internal
 */
export function githubErrorHandler(
  report: (error: unknown) => void,
): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const answer = asGithubError(error);
    if (answer.status >= 500) {
      report(error);
    }
    response.status(answer.status).json(answer);
  };
}

function asGithubError(error: unknown): GithubError {
  if (error instanceof GithubError) {
    return error;
  }
  if (error instanceof Error) {
    const known = STATUS_BY_NAME[error.name];
    if (known) {
      return new GithubError(known, error.message);
    }
    const status = requestProblem(error);
    if (status) {
      const parsing = 'type' in error && error.type === 'entity.parse.failed';
      return new GithubError(
        status,
        parsing ? 'Problems parsing JSON' : error.message,
      );
    }
  }
  return new GithubError(500, 'Server Error');
}

/**
 * The body of a request when it fits the schema, GitHub's validation error otherwise.
 *
 * @internal
 */
export function readBody<T>(
  request: Request,
  resource: string,
  schema: ZodType<T>,
): T {
  const result = schema.safeParse(request.body ?? {});
  if (result.success) {
    return result.data;
  }
  const [issue] = result.error.issues;
  throw validationFailed(resource, {
    field: issue.path.join('.'),
    code: 'invalid',
    message: issue.message,
  });
}

/** A query parameter when it was given once as text. */
export function queryText(request: Request, name: string): string | undefined {
  const value = request.query[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * Which slice of a list is asked for: `per_page` 1 to 100 (30), `page` from 1.
 *
 * @internal
 */
export function pageOf(request: Request): { page: number; perPage: number } {
  const number = (name: string, fallback: number, max: number) => {
    const value = Number.parseInt(queryText(request, name) ?? '', 10);
    return value >= 1 ? Math.min(value, max) : fallback;
  };
  return {
    page: number('page', 1, 100_000),
    perPage: number('per_page', 30, 100),
  };
}

/**
 * Sets GitHub's `Link` header for a list of `total` items.
 *
 * @internal
 */
export function linkPages(
  request: Request,
  response: Response,
  baseUrl: string,
  total: number,
) {
  const { page, perPage } = pageOf(request);
  const last = Math.max(1, Math.ceil(total / perPage));
  const link = (rel: string, to: number) => {
    const url = new URL(request.originalUrl, baseUrl);
    url.searchParams.set('page', String(to));
    return `<${url}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link('prev', page - 1)] : []),
    ...(page < last ? [link('next', page + 1), link('last', last)] : []),
    ...(page > 1 ? [link('first', 1)] : []),
  ];
  if (links.length > 0) {
    response.setHeader('Link', links.join(', '));
  }
}

/**
 * Answers one page of a list that is at hand.
 *
 * @internal
 */
export function sendPage<T>(
  request: Request,
  response: Response,
  baseUrl: string,
  items: T[],
) {
  const { page, perPage } = pageOf(request);
  linkPages(request, response, baseUrl, items.length);
  response.json(items.slice((page - 1) * perPage, page * perPage));
}
