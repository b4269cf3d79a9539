import type { GithubCredentialsProvider } from '@backstage/integration';
import { Octokit } from '@octokit/rest';
import type { RepositoryAddress } from '@stonegarden/repository-address';
import { retryReads } from '../retryReads';
import { retryAfterMs, toDomainError } from './githubErrors';

const REQUEST_TIMEOUT_MS = 10_000;

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

  /** A read: repeated while it fails for a passing reason. `what` completes errors, as in `reading service.yaml`. */
  async read<T>(
    what: string,
    call: (octokit: Octokit, scope: GithubScope) => Promise<T>,
  ): Promise<T> {
    const octokit = await this.#octokit();
    try {
      return await retryReads(() => call(octokit, this.#scope), {
        attempts: 3,
        firstDelayMs: this.#options.firstRetryDelayMs ?? 300,
        longestDelayMs: REQUEST_TIMEOUT_MS,
        retryAfterMs,
      });
    } catch (error) {
      throw toDomainError(error, this.repository.host, what);
    }
  }

  /** A write: one attempt. Errors for which `expected` is true come back as they are, for the caller to look at. */
  async write<T>(
    what: string,
    call: (octokit: Octokit, scope: GithubScope) => Promise<T>,
    expected: (error: unknown) => boolean = () => false,
  ): Promise<T> {
    const octokit = await this.#octokit();
    try {
      return await call(octokit, this.#scope);
    } catch (error) {
      if (expected(error)) {
        throw error;
      }
      throw toDomainError(error, this.repository.host, what);
    }
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
        fetch: (address: string, init: RequestInit) =>
          fetch(address, { ...init, signal: AbortSignal.timeout(timeoutMs) }),
      },
    });
  }
}
