import { NotFoundError } from '@backstage/errors';
import type { CommitSummary } from '@stonegarden/backstage-plugin-delivery-common';
import { z } from 'zod';
import type {
  CommitList,
  CommitsOptions,
  GitEntry,
  GitFile,
  GitReader,
} from '../GitReader';
import { validateBranch, validateCommit, validatePath } from '../validateNames';
import type { GithubClient } from './GithubClient';
import { GithubHistory } from './GithubHistory';
import { entryMode } from './gitModes';

interface Entry extends GitEntry {
  sha: string;
}

const repositorySchema = z.object({ default_branch: z.string().min(1) });
const refSchema = z.object({ object: z.object({ sha: z.string() }) });
const blobSchema = z.object({ content: z.string() });
const comparisonSchema = z.object({ status: z.string() });
const commitSchema = z.object({ tree: z.object({ sha: z.string() }) });
const contentSchema = z.union([
  z.array(z.unknown()),
  z.object({ type: z.string(), sha: z.string() }),
]);
/** The entries of a folder. */
export const githubTreeSchema = z.object({
  tree: z.array(
    z.object({
      path: z.string(),
      mode: z.string(),
      type: z.string().optional(),
      sha: z.string(),
    }),
  ),
});

/** Folders whose entries a reader remembers. */
const MAX_FOLDERS = 200;
/** Files whose text a reader remembers, and the longest that it does, in characters. */
const MAX_BLOBS = 500;
const MAX_BLOB_LENGTH = 64 * 1024;

async function unlessMissing<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof NotFoundError) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Reads a repository at GitHub, GitHub Enterprise Server and everything that speaks their REST API.
 *
 * Files are read through the tree of their folder and not by the contents API alone, which answers a symbolic link with
 * the file it leads to and tells no modes. What a commit contains never changes, so that each folder is read once.
 *
 * @internal
 */
export class GithubReader implements GitReader {
  readonly #client: GithubClient;
  readonly #history: GithubHistory;
  /** By commit and path. */
  readonly #folders = new Map<string, Promise<Entry[] | undefined>>();
  readonly #blobs = new Map<string, string>();

  constructor(client: GithubClient) {
    this.#client = client;
    this.#history = new GithubHistory(client);
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
    const siblings = await this.#entries(
      path.slice(0, Math.max(slash, 0)),
      commit,
    );
    const entry = siblings?.find(({ name }) => name === path.slice(slash + 1));
    if (!entry || entry.mode === 'directory' || entry.mode === 'submodule') {
      return undefined;
    }
    return {
      mode: entry.mode,
      content: await this.#content(entry.sha, path),
    };
  }

  async list(path: string, commit: string): Promise<GitEntry[] | undefined> {
    validatePath(path, { allowRoot: true });
    const entries = await this.#entries(path, commit);
    return entries?.map(({ name, mode }) => ({ name, mode }));
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

  /** The text of a blob, which is the same in each commit that has it. */
  async #content(sha: string, path: string): Promise<string> {
    const known = this.#blobs.get(sha);
    if (known !== undefined) {
      return known;
    }
    const { content } = await this.#client.read(
      `reading ${path}`,
      blobSchema,
      (octokit, scope) => octokit.rest.git.getBlob({ ...scope, file_sha: sha }),
    );
    const text = Buffer.from(content, 'base64').toString('utf8');
    if (text.length <= MAX_BLOB_LENGTH) {
      this.#blobs.set(sha, text);
      const [oldest] = this.#blobs.keys();
      if (this.#blobs.size > MAX_BLOBS) {
        this.#blobs.delete(oldest);
      }
    }
    return text;
  }

  async #entries(path: string, commit: string): Promise<Entry[] | undefined> {
    validateCommit(commit);
    const key = `${commit}/${path}`;
    const known = this.#folders.get(key);
    if (known) {
      return known;
    }
    const entries = this.#readEntries(path, commit);
    this.#folders.set(key, entries);
    const [oldest] = this.#folders.keys();
    if (this.#folders.size > MAX_FOLDERS) {
      this.#folders.delete(oldest);
    }
    try {
      return await entries;
    } catch (error) {
      this.#folders.delete(key);
      throw error;
    }
  }

  async #readEntries(
    path: string,
    commit: string,
  ): Promise<Entry[] | undefined> {
    const tree =
      path === ''
        ? await this.#rootTree(commit)
        : await this.#treeOf(path, commit);
    if (tree === undefined) {
      return undefined;
    }
    const data = await this.#client.read(
      `reading ${path || 'the root folder'}`,
      githubTreeSchema,
      (octokit, scope) =>
        octokit.rest.git.getTree({ ...scope, tree_sha: tree }),
    );
    return data.tree.map(entry => ({
      name: entry.path,
      mode: entryMode(entry.mode),
      sha: entry.sha,
    }));
  }

  async #rootTree(commit: string): Promise<string> {
    const data = await this.#client.read(
      `reading the commit ${commit.slice(0, 12)}`,
      commitSchema,
      (octokit, scope) =>
        octokit.rest.git.getCommit({ ...scope, commit_sha: commit }),
    );
    return data.tree.sha;
  }

  /** The id of a folder's tree. */
  async #treeOf(path: string, commit: string): Promise<string | undefined> {
    const response = await unlessMissing(
      this.#client.read(`reading ${path}`, contentSchema, (octokit, scope) =>
        octokit.rest.repos.getContent({
          ...scope,
          path,
          ref: commit,
          // A folder is otherwise answered as a bare list, without its id.
          mediaType: { format: 'object' },
        }),
      ),
    );
    if (!response) {
      // GitHub answers so for a missing commit too.
      await this.#rootTree(commit);
      return undefined;
    }
    return !Array.isArray(response) && response.type === 'dir'
      ? response.sha
      : undefined;
  }

  get #name(): string {
    const { owner, name } = this.#client.repository;
    return `${owner}/${name}`;
  }
}
