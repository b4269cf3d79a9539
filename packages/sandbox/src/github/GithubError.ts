/**
 * An error as GitHub answers it.
 *
 * @internal
 */
export class GithubError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly errors?: Array<{
      resource: string;
      field?: string;
      code: string;
      message?: string;
    }>,
  ) {
    super(message);
    this.name = 'GithubError';
  }

  /** The body GitHub sends. */
  toJSON() {
    return {
      message: this.message,
      ...(this.errors ? { errors: this.errors } : {}),
      documentation_url: 'https://docs.github.com/rest',
      status: String(this.status),
    };
  }
}

/** @internal */
export function notFound(): GithubError {
  return new GithubError(404, 'Not Found');
}

/** @internal */
export function unprocessable(message: string): GithubError {
  return new GithubError(422, message);
}

/**
 * GitHub's "Validation Failed" for one thing that is wrong.
 *
 * @internal
 */
export function validationFailed(
  resource: string,
  detail: { field?: string; code: string; message?: string },
): GithubError {
  return new GithubError(422, 'Validation Failed', [{ resource, ...detail }]);
}
