import { posix } from 'node:path';
import { NotFoundError } from '@backstage/errors';
import { z } from 'zod';
import type { GitEntry } from '../GitReader';
import { validateCommit } from '../validateNames';
import type { GithubClient } from './GithubClient';
import { entryMode } from './gitModes';
import { RecentBytes } from './RecentBytes';

/** An entry of a folder, with the id of what it is. */
export interface TreeEntry extends GitEntry {
  sha: string;
}

const blobSchema = z.object({ content: z.string() });
const commitSchema = z.object({ tree: z.object({ sha: z.string().min(1) }) });
const contentSchema = z.union([
  z.array(z.unknown()),
  z.object({ type: z.string(), sha: z.string() }),
]);
const treeSchema = z.object({
  tree: z.array(
    z.object({ path: z.string(), mode: z.string(), sha: z.string() }),
  ),
  truncated: z.boolean().optional(),
});

/** The longest text that is remembered, in characters. */
const MAX_TEXT_LENGTH = 1024 * 1024;
/** What an entry costs beside its name. */
const ENTRY_BYTES = 250;
const ID_BYTES = 100;

const directoryOf = (path: string) => {
  const directory = posix.dirname(path);
  return directory === '.' ? '' : directory;
};

function sizeOf(entries: readonly TreeEntry[]): number {
  return entries.reduce(
    (bytes, { name }) => bytes + ENTRY_BYTES + 2 * name.length,
    0,
  );
}

/**
 * The commits, trees and blobs of a repository at GitHub. What has an id never changes, so that it is read once while it is
 * remembered, however many commits have it: when a branch moved and a folder did not, nothing of that folder is read again.
 *
 * Folders are read through their trees and not by the contents API alone, which answers a symbolic link with the file that it
 * leads to and tells no modes.
 *
 * @internal
 */
export class GithubObjects {
  readonly #client: GithubClient;
  readonly #kept: RecentBytes;
  readonly #prefix: string;
  readonly #running = new Map<string, Promise<unknown>>();

  /** `kept` may be shared by repositories. */
  constructor(client: GithubClient, kept: RecentBytes) {
    this.#client = client;
    this.#kept = kept;
    const { host, owner, name } = client.repository;
    this.#prefix = `${host}/${owner}/${name}`;
  }

  /** The id of the tree that a commit has. NotFoundError when there is no such commit. */
  rootTree(commit: string): Promise<string> {
    validateCommit(commit);
    return this.#once(
      this.#folderKey('', commit),
      async () => {
        const data = await this.#client.read(
          `reading the commit ${commit.slice(0, 12)}`,
          commitSchema,
          (octokit, scope) =>
            octokit.rest.git.getCommit({ ...scope, commit_sha: commit }),
        );
        return data.tree.sha;
      },
      () => ID_BYTES,
    );
  }

  /** The entries of a folder at a commit, `''` for the root; undefined when there is no such folder. */
  async entries(
    path: string,
    commit: string,
  ): Promise<TreeEntry[] | undefined> {
    const tree = await this.#folder(path, commit);
    return tree === null ? undefined : this.tree(tree);
  }

  /** As `entries`, when nothing has to be asked for it; undefined too when it is not known. */
  knownEntries(path: string, commit: string): TreeEntry[] | undefined {
    const tree = this.#knownFolder(path, commit);
    return tree ? this.#kept.get(this.#treeKey(tree)) : undefined;
  }

  /** The entries of a tree by its id. */
  tree(sha: string, what = 'the folders to change'): Promise<TreeEntry[]> {
    return this.#once(
      this.#treeKey(sha),
      async () => {
        const { tree } = await this.#client.read(
          `reading ${what}`,
          treeSchema,
          (octokit, scope) =>
            octokit.rest.git.getTree({ ...scope, tree_sha: sha }),
        );
        return tree.map(entry => ({
          name: entry.path,
          mode: entryMode(entry.mode),
          sha: entry.sha,
        }));
      },
      sizeOf,
    );
  }

  /** The text of a blob. `path` is for errors. */
  text(sha: string, path: string): Promise<string> {
    return this.#once(
      `${this.#prefix} blob ${sha}`,
      async () => {
        const { content } = await this.#client.read(
          `reading ${path}`,
          blobSchema,
          (octokit, scope) =>
            octokit.rest.git.getBlob({ ...scope, file_sha: sha }),
        );
        return Buffer.from(content, 'base64').toString('utf8');
      },
      text => (text.length > MAX_TEXT_LENGTH ? Infinity : 2 * text.length),
    );
  }

  /**
   * Reads all folders below a folder in one answer, and the commit's tree beside it, so that what is read of them next takes
   * one request a file. Nothing of a folder is read that is known from another commit. The root is never read so: it is
   * as large as the repository.
   */
  async prefetch(folder: string, commit: string): Promise<void> {
    await Promise.all([
      this.rootTree(commit),
      folder === '' ? undefined : this.#prefetchFolder(folder, commit),
    ]);
  }

  async #prefetchFolder(folder: string, commit: string): Promise<void> {
    const tree = await this.#folder(folder, commit);
    if (tree === null || this.#isKeptWhole(tree)) {
      return;
    }
    const data = await this.#client.read(
      `reading ${folder}`,
      treeSchema,
      (octokit, scope) =>
        octokit.rest.git.getTree({
          ...scope,
          tree_sha: tree,
          recursive: 'true',
        }),
    );
    if (data.truncated) {
      return;
    }
    const ids = new Map([['', tree]]);
    const folders = new Map<string, TreeEntry[]>([['', []]]);
    for (const { path, mode, sha } of data.tree) {
      const parent = directoryOf(path);
      const entry = { name: posix.basename(path), mode: entryMode(mode), sha };
      const siblings = folders.get(parent) ?? [];
      siblings.push(entry);
      folders.set(parent, siblings);
      if (entry.mode === 'directory') {
        ids.set(path, sha);
      }
    }
    for (const [path, entries] of folders) {
      const id = ids.get(path);
      if (id) {
        this.#kept.set(this.#treeKey(id), entries, sizeOf(entries));
      }
    }
  }

  #isKeptWhole(tree: string): boolean {
    const entries = this.#kept.get<TreeEntry[]>(this.#treeKey(tree));
    return (
      entries !== undefined &&
      entries.every(
        ({ mode, sha }) => mode !== 'directory' || this.#isKeptWhole(sha),
      )
    );
  }

  /** The id of a folder's tree at a commit; null when there is no such folder. */
  async #folder(path: string, commit: string): Promise<string | null> {
    validateCommit(commit);
    if (path === '') {
      return this.rootTree(commit);
    }
    const known = this.#knownFolder(path, commit);
    return known === undefined
      ? this.#once(
          this.#folderKey(path, commit),
          () => this.#askFolder(path, commit),
          () => ID_BYTES,
        )
      : known;
  }

  /** As `#folder`, from what was read of the folders above it; undefined when it is not known. */
  #knownFolder(path: string, commit: string): string | null | undefined {
    const known = this.#kept.get<string | null>(this.#folderKey(path, commit));
    if (known !== undefined || path === '') {
      return known;
    }
    const parent = this.#knownFolder(directoryOf(path), commit);
    if (!parent) {
      return parent;
    }
    const siblings = this.#kept.get<TreeEntry[]>(this.#treeKey(parent));
    if (!siblings) {
      return undefined;
    }
    const entry = siblings.find(({ name }) => name === posix.basename(path));
    return entry?.mode === 'directory' ? entry.sha : null;
  }

  async #askFolder(path: string, commit: string): Promise<string | null> {
    try {
      const response = await this.#client.read(
        `reading ${path}`,
        contentSchema,
        (octokit, scope) =>
          octokit.rest.repos.getContent({
            ...scope,
            path,
            ref: commit,
            // A folder is otherwise answered as a bare list, without its id.
            mediaType: { format: 'object' },
          }),
      );
      return !Array.isArray(response) && response.type === 'dir'
        ? response.sha
        : null;
    } catch (error) {
      if (error instanceof NotFoundError) {
        // GitHub answers so for a missing commit too.
        await this.rootTree(commit);
        return null;
      }
      throw error;
    }
  }

  /** What is kept by a key, or is being read for it, or is read now. A failure is not kept. */
  #once<Value>(
    key: string,
    read: () => Promise<Value>,
    bytesOf: (value: Value) => number,
  ): Promise<Value> {
    const kept = this.#kept.get<Value>(key);
    if (kept !== undefined) {
      return Promise.resolve(kept);
    }
    const running = this.#running.get(key) as Promise<Value> | undefined;
    if (running) {
      return running;
    }
    const reading = read()
      .then(value => {
        this.#kept.set(key, value, bytesOf(value));
        return value;
      })
      .finally(() => this.#running.delete(key));
    this.#running.set(key, reading);
    return reading;
  }

  #folderKey(path: string, commit: string): string {
    return `${this.#prefix} folder ${commit}/${path}`;
  }

  #treeKey(sha: string): string {
    return `${this.#prefix} tree ${sha}`;
  }
}
