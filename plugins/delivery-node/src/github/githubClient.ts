import type { GithubCredentialsProvider } from '@backstage/integration';
import { Octokit } from '@octokit/rest';
import type { GitOpsRepository } from '../GitOpsHost';
import { retryAfter, toDomainError } from './githubErrors';
import { retryReads } from './retryReads';

const REQUEST_TIMEOUT = 10_000;

/** How {@link GithubClient} reaches a host. */
export interface GithubClientOptions {
  apiBaseUrl: string;
  credentials: GithubCredentialsProvider;
  /** Milliseconds before a failed read is repeated; grows with each attempt. */
  firstRetryDelay?: number;
  /** Milliseconds after which a request is given up. */
  requestTimeout?: number;
}

const silent = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
};

/** Octokit with this suite's timeouts, retries and errors. */
export class GithubClient {
  readonly #options: GithubClientOptions;

  constructor(options: GithubClientOptions) {
    this.#options = options;
  }

  /** A read: repeated while it fails for a passing reason. `what` completes errors, as in `reading service.yaml`. */
  async read<T>(
    repository: GitOpsRepository,
    what: string,
    call: (octokit: Octokit) => Promise<T>,
  ): Promise<T> {
    const octokit = await this.#octokit(repository);
    try {
      return await retryReads(() => call(octokit), {
        attempts: 3,
        firstDelay: this.#options.firstRetryDelay ?? 300,
        longestDelay: REQUEST_TIMEOUT,
        retryAfter,
      });
    } catch (error) {
      throw toDomainError(error, repository.host, what);
    }
  }

  /** A write: one attempt. Errors for which `expected` is true come back as they are, for the caller to look at. */
  async write<T>(
    repository: GitOpsRepository,
    what: string,
    call: (octokit: Octokit) => Promise<T>,
    expected: (error: unknown) => boolean = () => false,
  ): Promise<T> {
    const octokit = await this.#octokit(repository);
    try {
      return await call(octokit);
    } catch (error) {
      if (expected(error)) {
        throw error;
      }
      throw toDomainError(error, repository.host, what);
    }
  }

  async #octokit(repository: GitOpsRepository): Promise<Octokit> {
    const { host, owner, name } = repository;
    const { token } = await this.#options.credentials.getCredentials({
      url: `https://${host}/${owner}/${name}`,
    });
    const timeout = this.#options.requestTimeout ?? REQUEST_TIMEOUT;
    return new Octokit({
      baseUrl: this.#options.apiBaseUrl,
      userAgent: 'stonegarden',
      // Octokit writes whole request addresses into its log.
      log: silent,
      ...(token ? { auth: token } : {}),
      request: {
        fetch: (address: string, init: RequestInit) =>
          fetch(address, { ...init, signal: AbortSignal.timeout(timeout) }),
      },
    });
  }
}
