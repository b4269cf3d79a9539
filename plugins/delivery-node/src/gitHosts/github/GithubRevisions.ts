import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { isMissing } from '../hostErrors';
import type {
  CommitComparison,
  GitRevision,
  ReleaseNotes,
} from '../RevisionHistory';
import { validateCommit, validateRevision } from '../validateNames';
import type { GithubClient } from './GithubClient';
import type { GithubHistory } from './GithubHistory';

const commitSchema = z.object({ sha: z.string() });
const comparisonSchema = z.object({
  status: z.enum(['identical', 'ahead', 'behind', 'diverged']),
  ahead_by: z.number(),
});
const releaseSchema = z.object({
  name: z.string().nullish(),
  body: z.string().nullish(),
  html_url: z.string().nullish(),
  draft: z.boolean().nullish(),
});

/** What tags and releases say, and how two commits differ, at GitHub. */
export class GithubRevisions {
  readonly #client: GithubClient;
  readonly #history: Pick<GithubHistory, 'commits'>;

  constructor(client: GithubClient, history: Pick<GithubHistory, 'commits'>) {
    this.#client = client;
    this.#history = history;
  }

  /** See `GitReader.findCommit`. */
  async findCommit(revision: GitRevision): Promise<string | undefined> {
    validateRevision(revision);
    const ref = 'tag' in revision ? `tags/${revision.tag}` : revision.commit;
    const found = await this.#unlessMissing(() =>
      this.#client.read(
        `reading the revision ${ref}`,
        commitSchema,
        (octokit, scope) =>
          octokit.rest.repos.getCommit({ ...scope, ref, per_page: 1 }),
      ),
    );
    return found?.sha;
  }

  /** See `GitReader.compareCommits`. */
  async compareCommits(
    base: string,
    head: string,
    { limit }: { limit: number },
  ): Promise<CommitComparison> {
    validateCommit(base);
    validateCommit(head);
    const [{ items }, { status, ahead_by: total }] = await Promise.all([
      this.#history.commits('', { head, until: base, limit }),
      this.#client.read(
        'comparing two commits',
        comparisonSchema,
        (octokit, scope) =>
          octokit.rest.repos.compareCommitsWithBasehead({
            ...scope,
            basehead: `${base}...${head}`,
            // The first page has all changed files with it, and the commits in the order that nobody reads.
            page: 2,
            per_page: 1,
          }),
      ),
    ]);
    return { relation: status, items, total: Math.max(total, items.length) };
  }

  /** See `GitReader.releaseNotes`. */
  async releaseNotes(tag: string): Promise<ReleaseNotes | undefined> {
    validateRevision({ tag });
    const release = await this.#unlessMissing(() =>
      this.#client.read(
        `reading the release ${tag}`,
        releaseSchema,
        (octokit, scope) =>
          octokit.rest.repos.getReleaseByTag({ ...scope, tag }),
      ),
    );
    return release && !release.draft
      ? {
          title: release.name || tag,
          text: release.body ?? '',
          ...(release.html_url ? { url: release.html_url } : {}),
        }
      : undefined;
  }

  async #unlessMissing<T>(read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      // GitHub answers 422 for a commit that is not there, or that is one of several.
      if (isMissing(error) || error instanceof InputError) {
        return undefined;
      }
      throw error;
    }
  }
}
