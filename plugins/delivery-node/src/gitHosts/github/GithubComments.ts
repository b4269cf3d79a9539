import { z } from 'zod';
import { commentMarker } from '../commentMarker';
import type { GithubClient } from './GithubClient';

const commentsSchema = z.array(z.object({ body: z.string().nullish() }));
const MAX_PAGES = 10;

/**
 * Comments on pull requests of a repository at GitHub.
 *
 * @internal
 */
export class GithubComments {
  readonly #client: GithubClient;

  constructor(client: GithubClient) {
    this.#client = client;
  }

  /** Writes a comment unless one of the first 1,000 has the same marker. */
  async addOnce(number: number, body: string, marker: string): Promise<void> {
    const hidden = commentMarker(marker);
    const { pages } = await this.#client.readPages(
      `reading the comments of pull request #${number}`,
      commentsSchema,
      (octokit, scope, page) =>
        octokit.rest.issues.listComments({
          ...scope,
          issue_number: number,
          ...page,
        }),
      MAX_PAGES,
    );
    if (pages.flat().some(comment => comment.body?.includes(hidden))) {
      return;
    }
    await this.#client.write(
      `commenting on pull request #${number}`,
      z.unknown(),
      (octokit, scope) =>
        octokit.rest.issues.createComment({
          ...scope,
          issue_number: number,
          body: `${body}\n\n${hidden}`,
        }),
    );
  }
}
