import type {
  UrlReaderService,
  UrlReaderServiceReadTreeOptions,
  UrlReaderServiceReadTreeResponse,
  UrlReaderServiceReadUrlOptions,
  UrlReaderServiceReadUrlResponse,
} from '@backstage/backend-plugin-api';
import {
  NotFoundError,
  NotImplementedError,
  NotModifiedError,
} from '@backstage/errors';

import { streamOf, tarOf } from './tarOf';

type Files = ReadonlyMap<string, string>;

/**
 * A repository in memory with a branch and all of its commits, read as Backstage reads one from a Git host.
 *
 * @internal
 */
export class FakeRepository implements UrlReaderService {
  /** How often the tree was read and not found unmodified. */
  reads = 0;
  /** Paths of single files that were read. */
  readonly fileReads: string[] = [];
  /** What each read throws, while set. */
  failure?: Error;
  /** The newest commit that the host shows; the last one when absent. */
  shown?: string;
  readonly #commits = new Map<string, Files>();
  #head = 'none';

  readonly #url: string;

  constructor(url: string, files: Record<string, string>) {
    this.#url = url;
    this.commit(files);
  }

  /**
   * Changes files; undefined takes one away.
   *
   * @param parent - the commit that this one follows, for rewriting history; the head when absent
   * @returns the event of the push of this commit, as GitHub sends it
   */
  commit(
    change: Record<string, string | undefined>,
    options: { parent?: string; branch?: string } = {},
  ) {
    const { parent = this.#head, branch = 'main' } = options;
    const before = this.#head;
    const files = new Map(this.#commits.get(parent));
    const lists = {
      added: new Array<string>(),
      modified: new Array<string>(),
      removed: new Array<string>(),
    };
    for (const [path, text] of Object.entries(change)) {
      if (text === undefined) {
        if (files.delete(path)) {
          lists.removed.push(path);
        }
      } else {
        lists[files.has(path) ? 'modified' : 'added'].push(path);
        files.set(path, text);
      }
    }
    this.#head = `commit-${this.#commits.size + 1}`;
    this.#commits.set(this.#head, files);
    return {
      ref: `refs/heads/${branch}`,
      before: before === 'none' ? '0'.repeat(40) : before,
      after: this.#head,
      forced: parent !== before,
      deleted: false,
      commits: [{ id: this.#head, ...lists }],
      repository: {
        full_name: 'acme/platform',
        html_url: 'https://git.example.com/acme/platform',
      },
    };
  }

  /** The files of the newest commit. */
  get files(): Files {
    return this.#commits.get(this.#head) ?? new Map();
  }

  async readTree(
    url: string,
    options: UrlReaderServiceReadTreeOptions = {},
  ): Promise<UrlReaderServiceReadTreeResponse> {
    this.#assertUp();
    const etag = this.shown ?? this.#head;
    if (options.etag === etag) {
      throw new NotModifiedError();
    }
    if (!url.startsWith(this.#url)) {
      throw new NotFoundError(`There is nothing at ${url}`);
    }
    this.reads += 1;
    const folder = url.slice(this.#url.length);
    const files = [...(this.#commits.get(etag) ?? [])]
      .filter(([path]) => path.startsWith(folder))
      .map(([path, text]) => ({
        path: path.slice(folder.length),
        size: Buffer.byteLength(text),
        content: async () => Buffer.from(text),
      }))
      .filter(({ path, size }) => options.filter?.(path, { size }) ?? true);
    return {
      etag,
      files: async () => files,
      archive: async () => streamOf(tarOf(this.#commits.get(etag) ?? [])),
      dir: unused,
    };
  }

  async readUrl(
    url: string,
    _options?: UrlReaderServiceReadUrlOptions,
  ): Promise<UrlReaderServiceReadUrlResponse> {
    this.#assertUp();
    const [, commit, path] = /\/blob\/([^/]+)\/(.+)$/.exec(url) ?? [];
    const files = this.#commits.get(commit);
    const isShown =
      !this.shown ||
      [...this.#commits.keys()].indexOf(commit) <=
        [...this.#commits.keys()].indexOf(this.shown);
    const name = decodeURIComponent(path ?? '');
    this.fileReads.push(name);
    const text = isShown ? files?.get(name) : undefined;
    if (text === undefined) {
      throw new NotFoundError(`There is nothing at ${url}`);
    }
    return { buffer: async () => Buffer.from(text) };
  }

  search = unused;

  #assertUp() {
    if (this.failure) {
      throw this.failure;
    }
  }
}

async function unused(): Promise<never> {
  throw new NotImplementedError('Sources read trees and single files only');
}
