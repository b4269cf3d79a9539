import type { CommitSummary } from '@stonegarden/backstage-plugin-delivery-common';
import { z } from 'zod';
import type {
  CommitList,
  CommitsOptions,
  GitEntry,
  GitFile,
  GitReader,
} from '../GitReader';
import type {
  CommitComparison,
  GitRevision,
  ReleaseNotes,
} from '../RevisionHistory';
import { validateBranch, validateCommit, validatePath } from '../validateNames';
import type { GithubClient } from './GithubClient';
import { GithubHistory } from './GithubHistory';
import { GithubRevisions } from './GithubRevisions';
import type { GithubObjects } from './GithubObjects';

const repositorySchema = z.object({ default_branch: z.string().min(1) });
const refSchema = z.object({ object: z.object({ sha: z.string() }) });
const comparisonSchema = z.object({ status: z.string() });

/**
 * Reads a repository at GitHub, GitHub Enterprise Server and everything that speaks their REST API.
 *
 * @internal
 */
export class GithubReader implements GitReader {
  readonly #client: GithubClient;
  readonly #history: GithubHistory;
  readonly #objects: GithubObjects;
  readonly #revisions: GithubRevisions;

  constructor(client: GithubClient, objects: GithubObjects) {
    this.#client = client;
    this.#objects = objects;
    this.#history = new GithubHistory(client);
    this.#revisions = new GithubRevisions(client, this.#history);
  }

  async defaultBranch(): Promise<string> {
    const data = await this.#client.read(
      `reading the repository ${this.#name}`,
      repositorySchema,
      (octokit, scope) => octokit.rest.repos.get(scope),
    );
    return data.default_branch;
  }

  async head(branch: string): Promise<string> {
    validateBranch(branch);
    const data = await this.#client.read(
      `reading the branch ${branch} of ${this.#name}`,
      refSchema,
      (octokit, scope) =>
        octokit.rest.git.getRef({ ...scope, ref: `heads/${branch}` }),
    );
    return data.object.sha;
  }

  async read(path: string, commit: string): Promise<GitFile | undefined> {
    validatePath(path);
    const slash = path.lastIndexOf('/');
    const siblings = await this.#objects.entries(
      path.slice(0, Math.max(slash, 0)),
      commit,
    );
    const entry = siblings?.find(({ name }) => name === path.slice(slash + 1));
    if (!entry || entry.mode === 'directory' || entry.mode === 'submodule') {
      return undefined;
    }
    return {
      mode: entry.mode,
      content: await this.#objects.text(entry.sha, path),
    };
  }

  async list(path: string, commit: string): Promise<GitEntry[] | undefined> {
    validatePath(path, { allowRoot: true });
    const entries = await this.#objects.entries(path, commit);
    return entries?.map(({ name, mode }) => ({ name, mode }));
  }

  async prefetch(folder: string, commit: string): Promise<void> {
    validatePath(folder, { allowRoot: true });
    validateCommit(commit);
    await this.#objects.prefetch(folder, commit);
  }

  async contains(commit: string, ancestor: string): Promise<boolean> {
    validateCommit(commit);
    validateCommit(ancestor);
    if (commit === ancestor) {
      return true;
    }
    const data = await this.#client.read(
      'comparing two commits',
      comparisonSchema,
      (octokit, scope) =>
        octokit.rest.repos.compareCommitsWithBasehead({
          ...scope,
          basehead: `${ancestor}...${commit}`,
          per_page: 1,
        }),
    );
    return data.status === 'ahead' || data.status === 'identical';
  }

  commit(id: string): Promise<CommitSummary> {
    return this.#history.commit(id);
  }

  commits(path: string, options: CommitsOptions): Promise<CommitList> {
    return this.#history.commits(path, options);
  }

  findCommit(revision: GitRevision): Promise<string | undefined> {
    return this.#revisions.findCommit(revision);
  }

  compareCommits(
    base: string,
    head: string,
    options: { limit: number },
  ): Promise<CommitComparison> {
    return this.#revisions.compareCommits(base, head, options);
  }

  releaseNotes(tag: string): Promise<ReleaseNotes | undefined> {
    return this.#revisions.releaseNotes(tag);
  }

  get #name(): string {
    const { owner, name } = this.#client.repository;
    return `${owner}/${name}`;
  }
}
