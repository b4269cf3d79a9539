import { z } from 'zod';
import type { Reviewers } from '../PullRequests';
import type { GithubClient } from './GithubClient';
import { isInputRefused } from './githubErrors';

const requestedSchema = z.object({
  users: z.array(z.object({ login: z.string() })),
  teams: z.array(z.object({ slug: z.string() })),
});

const isEmpty = ({ users, teams }: Reviewers) =>
  users.length + teams.length === 0;

/** GitHub does not tell names apart by case. */
function without(names: string[], known: string[]): string[] {
  const taken = new Set(known.map(name => name.toLowerCase()));
  return names.filter(name => !taken.has(name.toLowerCase()));
}

/**
 * Who is asked to review pull requests of a repository at GitHub.
 *
 * @internal
 */
export class GithubReviews {
  readonly #client: GithubClient;

  constructor(client: GithubClient) {
    this.#client = client;
  }

  /** Returns those whom GitHub refuses. One of them makes it refuse all of a request, so that each is then asked alone. */
  async request(number: number, reviewers: Reviewers): Promise<Reviewers> {
    const asked = await this.#asked(number);
    const missing = {
      users: without(reviewers.users, asked.users),
      teams: without(reviewers.teams, asked.teams),
    };
    if (isEmpty(missing) || (await this.#ask(number, missing))) {
      return { users: [], teams: [] };
    }
    const refused: Reviewers = { users: [], teams: [] };
    const isOnlyOne = missing.users.length + missing.teams.length === 1;
    for (const kind of ['users', 'teams'] as const) {
      for (const name of missing[kind]) {
        const alone = { users: [], teams: [], [kind]: [name] };
        if (isOnlyOne || !(await this.#ask(number, alone))) {
          refused[kind].push(name);
        }
      }
    }
    return refused;
  }

  async #asked(number: number): Promise<Reviewers> {
    const { users, teams } = await this.#client.read(
      `reading who reviews pull request #${number}`,
      requestedSchema,
      (octokit, scope) =>
        octokit.rest.pulls.listRequestedReviewers({
          ...scope,
          pull_number: number,
        }),
    );
    return {
      users: users.map(({ login }) => login),
      teams: teams.map(({ slug }) => slug),
    };
  }

  /** False when GitHub refuses one of them. */
  async #ask(number: number, { users, teams }: Reviewers): Promise<boolean> {
    try {
      await this.#client.write(
        `asking for reviews of pull request #${number}`,
        z.unknown(),
        (octokit, scope) =>
          octokit.rest.pulls.requestReviewers({
            ...scope,
            pull_number: number,
            ...(users.length > 0 ? { reviewers: users } : {}),
            ...(teams.length > 0 ? { team_reviewers: teams } : {}),
          }),
        isInputRefused,
      );
      return true;
    } catch (error) {
      if (isInputRefused(error)) {
        return false;
      }
      throw error;
    }
  }
}
