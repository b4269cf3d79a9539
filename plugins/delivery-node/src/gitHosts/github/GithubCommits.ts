import { ConflictError } from '@backstage/errors';
import { z } from 'zod';
import { commitMessage } from '../commitMessage';
import type { ProposedCommit } from '../PullRequests';
import { validateCommit, validatePath } from '../validateNames';
import type { GithubClient } from './GithubClient';
import type { GithubObjects } from './GithubObjects';
import { planTree } from './planTree';

const shaSchema = z.object({ sha: z.string().min(1) });
const commitSchema = z.object({
  tree: shaSchema,
  parents: z.array(shaSchema).optional(),
});

/**
 * Commits of a repository at GitHub. One takes two writes (tree with inline content, commit) and no clone,
 * and no read when the folders of its edits were read at its parent.
 *
 * @internal
 */
export class GithubCommits {
  readonly #client: GithubClient;
  readonly #objects: GithubObjects;

  constructor(client: GithubClient, objects: GithubObjects) {
    this.#client = client;
    this.#objects = objects;
  }

  /** Makes a commit that no branch points at yet. */
  async create(change: ProposedCommit): Promise<string> {
    validateCommit(change.parent);
    change.edits.forEach(edit => validatePath(edit.path));
    const base = await this.#objects.rootTree(change.parent);
    const tree = await planTree(base, change.edits, {
      known: folder => this.#objects.knownEntries(folder, change.parent),
      list: sha => this.#objects.tree(sha),
    });
    if (tree.length === 0) {
      throw new ConflictError(
        `There is nothing to change: the files already are as “${change.title}” would make them.`,
      );
    }
    const what = `committing “${change.title}”`;
    const created = await this.#client.write(
      what,
      shaSchema,
      (octokit, scope) =>
        octokit.rest.git.createTree({
          ...scope,
          base_tree: base,
          tree,
        }),
    );
    const { sha } = await this.#client.write(
      what,
      shaSchema,
      (octokit, scope) =>
        octokit.rest.git.createCommit({
          ...scope,
          message: commitMessage(change),
          tree: created.sha,
          parents: [change.parent],
          ...(change.author ? { author: change.author } : {}),
        }),
    );
    return sha;
  }

  /** Whether two commits have the same parents and the same files. */
  async isSameChange(one: string, other: string): Promise<boolean> {
    if (one === other) {
      return true;
    }
    const [a, b] = await Promise.all([this.#read(one), this.#read(other)]);
    const parents = ({ parents: all = [] }: typeof a) =>
      all.map(({ sha }) => sha).join(' ');
    return a.tree.sha === b.tree.sha && parents(a) === parents(b);
  }

  #read(commit: string) {
    return this.#client.read(
      `reading the commit ${commit.slice(0, 12)}`,
      commitSchema,
      (octokit, scope) =>
        octokit.rest.git.getCommit({ ...scope, commit_sha: commit }),
    );
  }
}
