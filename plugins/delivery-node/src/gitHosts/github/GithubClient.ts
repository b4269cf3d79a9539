import type { GithubCredentialsProvider } from '@backstage/integration';
import { Octokit } from '@octokit/rest';
import type { RepositoryAddress } from '@stonegarden/repository-address';
import type { ZodType } from 'zod';
import { retryReads } from '../retryReads';
import { deadlineSignal } from '../withDeadline';
import { invalidAnswer, retryAfterMs, toDomainError } from './githubErrors';

const REQUEST_TIMEOUT_MS = 10_000;
/** The most that GitHub allows. */
const PAGE_SIZE = 100;

/** How {@link GithubClient} reaches a repository. */
export interface GithubClientOptions {
  repository: RepositoryAddress;
  apiBaseUrl: string;
  credentials: GithubCredentialsProvider;
  /** Before a failed read is repeated; grows with each attempt. */
  firstRetryDelayMs?: number;
  /** After which a request is given up. */
  requestTimeoutMs?: number;
}

/** The repository, as each method of Octokit takes it. */
// Records of any object are taken for it, which no interface allows.
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions
export type GithubScope = { owner: string; repo: string };

/** One call of Octokit; what it answers is looked at by this client alone. */
export type GithubCall = (
  octokit: Octokit,
  scope: GithubScope,
) => Promise<GithubAnswer>;

/** One call of Octokit for a page of a list. */
export type GithubPageCall = (
  octokit: Octokit,
  scope: GithubScope,
  page: Record<'page' | 'per_page', number>,
) => Promise<GithubAnswer>;

interface GithubAnswer {
  status: number;
  data?: unknown;
  headers?: { link?: string };
}

const silent = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
};

/** Octokit for one repository, with this suite's timeouts, retries and errors. */
export class GithubClient {
  readonly repository: RepositoryAddress;
  readonly #options: GithubClientOptions;

  constructor(options: GithubClientOptions) {
    this.repository = options.repository;
    this.#options = options;
  }

  /**
   * A read: repeated while it fails for a passing reason. `what` completes errors, as in `reading service.yaml`. An answer
   * that does not have the form of `schema` is an error, as is a redirect.
   */
  async read<T>(
    what: string,
    schema: ZodType<T>,
    call: GithubCall,
  ): Promise<T> {
    return (await this.#read(what, schema, call)).data;
  }

  /**
   * Reads a list, page by page, as `read` does. Of the links in an answer it matters only whether there is a next page, not
   * where they lead. `complete` is false when there are more than `maxPages`.
   */
  async readPages<T>(
    what: string,
    schema: ZodType<T>,
    call: GithubPageCall,
    maxPages: number,
  ): Promise<{ pages: T[]; complete: boolean }> {
    const pages: T[] = [];
    for (let page = 1; page <= maxPages; page += 1) {
      const { data, hasNext } = await this.#read(
        what,
        schema,
        (octokit, scope) => call(octokit, scope, { page, per_page: PAGE_SIZE }),
      );
      pages.push(data);
      if (!hasNext) {
        return { pages, complete: true };
      }
    }
    return { pages, complete: false };
  }

  async #read<T>(
    what: string,
    schema: ZodType<T>,
    call: GithubCall,
  ): Promise<{ data: T; hasNext: boolean }> {
    const octokit = await this.#octokit();
    const signal = deadlineSignal();
    const answer = await retryReads(() => call(octokit, this.#scope), {
      attempts: 3,
      firstDelayMs: this.#options.firstRetryDelayMs ?? 300,
      longestDelayMs: REQUEST_TIMEOUT_MS,
      retryAfterMs: error =>
        signal?.aborted ? undefined : retryAfterMs(error),
    }).catch(error => {
      throw toDomainError(error, this.repository.host, what, 'read');
    });
    return {
      data: this.#parse(what, schema, answer),
      hasNext: /\brel="?next\b/.test(answer.headers?.link ?? ''),
    };
  }

  /**
   * A write: one attempt. Errors for which `expected` is true come back as they are, for the caller to look at. A
   * ServiceUnavailableError says that it is not known whether the host did it.
   */
  async write<T>(
    what: string,
    schema: ZodType<T>,
    call: GithubCall,
    expected: (error: unknown) => boolean = () => false,
  ): Promise<T> {
    const octokit = await this.#octokit();
    const answer = await call(octokit, this.#scope).catch(error => {
      throw expected(error)
        ? error
        : toDomainError(error, this.repository.host, what, 'write');
    });
    return this.#parse(what, schema, answer);
  }

  #parse<T>(
    what: string,
    schema: ZodType<T>,
    { status, data }: GithubAnswer,
  ): T {
    const { host } = this.repository;
    if (status >= 300) {
      throw invalidAnswer(
        host,
        what,
        `a redirect (${status}), which is not followed. Write the present address of the repository into the configuration`,
      );
    }
    const parsed = schema.safeParse(data);
    if (!parsed.success) {
      const [{ path, message }] = parsed.error.issues;
      throw invalidAnswer(
        host,
        what,
        path.length > 0
          ? `something else than GitHub's API (${path.join('.')}: ${message})`
          : `something else than GitHub's API (${message})`,
      );
    }
    return parsed.data;
  }

  get #scope(): GithubScope {
    const { owner, name } = this.repository;
    return { owner, repo: name };
  }

  async #octokit(): Promise<Octokit> {
    const { token } = await this.#options.credentials.getCredentials({
      url: this.repository.url,
    });
    const timeoutMs = this.#options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
    return new Octokit({
      baseUrl: this.#options.apiBaseUrl,
      userAgent: 'stonegarden',
      // Octokit writes whole request addresses into its log.
      log: silent,
      ...(token ? { auth: token } : {}),
      request: {
        fetch: (address: string, init: RequestInit) => {
          const timeout = AbortSignal.timeout(timeoutMs);
          const deadline = deadlineSignal();
          return fetch(address, {
            ...init,
            // The token must not go where an answer points to.
            redirect: 'manual',
            signal: deadline ? AbortSignal.any([timeout, deadline]) : timeout,
          });
        },
      },
    });
  }
}
