import { InputError, NotFoundError } from '@backstage/errors';
import type { CommitSummary } from '@stonegarden/backstage-plugin-delivery-common';
import { z } from 'zod';
import type { CommitList, CommitsOptions } from '../GitReader';
import { validateCommit, validatePath } from '../validateNames';
import type { GithubClient } from './GithubClient';

const personSchema = z.object({
  name: z.string().nullish(),
  date: z.string().nullish(),
});
const commitSchema = z.object({
  sha: z.string(),
  html_url: z.string().nullish(),
  author: z.object({ login: z.string().nullish() }).nullish(),
  commit: z.object({
    message: z.string(),
    author: personSchema.nullish(),
    committer: personSchema.nullish(),
  }),
});

/** Commits that are remembered: what one says never changes. */
const MAX_COMMITS = 500;
/** The most that GitHub lists in one answer. */
const PAGE_SIZE = 100;

function toSummary(data: z.infer<typeof commitSchema>): CommitSummary {
  const author = data.author?.login || data.commit.author?.name;
  const at = Date.parse(data.commit.committer?.date ?? '');
  return {
    id: data.sha,
    title: data.commit.message.split('\n', 1)[0],
    ...(author ? { author } : {}),
    ...(Number.isNaN(at) ? {} : { at: new Date(at).toISOString() }),
    ...(data.html_url ? { url: data.html_url } : {}),
  };
}

/** What commits say of themselves, and which of them changed a path, at GitHub. */
export class GithubHistory {
  readonly #client: GithubClient;
  readonly #commits = new Map<string, CommitSummary>();

  constructor(client: GithubClient) {
    this.#client = client;
  }

  /** See `GitReader.commit`. */
  async commit(id: string): Promise<CommitSummary> {
    validateCommit(id);
    const known = this.#commits.get(id);
    if (known) {
      return known;
    }
    try {
      const data = await this.#client.read(
        `reading the commit ${id.slice(0, 12)}`,
        commitSchema,
        (octokit, scope) =>
          // Its files come in pages, and nobody looks at them.
          octokit.rest.repos.getCommit({ ...scope, ref: id, per_page: 1 }),
      );
      return this.#remember(toSummary(data));
    } catch (error) {
      // GitHub answers 422 for a commit that is not there.
      throw error instanceof InputError
        ? new NotFoundError(error.message)
        : error;
    }
  }

  /**
   * See `GitReader.commits`. GitHub cannot leave out what a commit contains where it lists those of a path, so that both lists
   * are read, a page of each, and one is taken out of the other.
   */
  async commits(
    path: string,
    { head, until, limit }: CommitsOptions,
  ): Promise<CommitList> {
    validatePath(path, { allowRoot: true });
    if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_SIZE) {
      throw new InputError(
        `${limit} is not a number of commits: give 1 to ${PAGE_SIZE}`,
      );
    }
    if (until === undefined) {
      const { items, complete } = await this.#page(path, head, limit);
      return { items, complete };
    }
    const [before, after] = await Promise.all([
      this.#page(path, until, PAGE_SIZE),
      this.#page(path, head, PAGE_SIZE),
    ]);
    const contained = new Set(before.items.map(({ id }) => id));
    // Of what is older than the last that was listed it is not known whether `until` contains it.
    const oldest = before.complete ? undefined : before.items.at(-1)?.at;
    const items = after.items.filter(
      ({ id, at }) =>
        !contained.has(id) &&
        (oldest === undefined || (at !== undefined && at >= oldest)),
    );
    const reachedEnd =
      after.complete || contained.has(after.items.at(-1)?.id ?? '');
    return {
      items: items.slice(0, limit),
      complete: reachedEnd && items.length <= limit,
    };
  }

  /** The newest commits of a path. */
  async #page(path: string, head: string, limit: number): Promise<CommitList> {
    validateCommit(head);
    const what = `reading the commits of ${path || 'the repository'}`;
    const { pages, complete } = await this.#client.readPages(
      what,
      z.array(commitSchema),
      (octokit, scope) =>
        octokit.rest.repos.listCommits({
          ...scope,
          sha: head,
          ...(path ? { path } : {}),
          per_page: limit,
        }),
      1,
    );
    const items = pages.flat().map(toSummary);
    items.forEach(item => this.#remember(item));
    return { items, complete };
  }

  #remember(commit: CommitSummary): CommitSummary {
    this.#commits.set(commit.id, commit);
    const [oldest] = this.#commits.keys();
    if (this.#commits.size > MAX_COMMITS) {
      this.#commits.delete(oldest);
    }
    return commit;
  }
}
