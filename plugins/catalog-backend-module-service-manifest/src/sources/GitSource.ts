import type { UrlReaderService } from '@backstage/backend-plugin-api';
import {
  isError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { decodeText, oversizedText } from './decodeText';
import { FileSelection, SelectionSettings } from './FileSelection';
import { TreeIndex } from './TreeIndex';
import type { Push } from './push/Push';
import { ArchivedFile, readTar } from './readTar';
import type { PushRead, Source, SourceRead } from './Source';
import { LIMITS, TreeCollector } from './TreeCollector';
import type { SourceFile, SourceSettings } from './types';
import type { UrlReaderAddress } from './UrlReaderAddress';
import { withTimeout } from './withTimeout';

/** Files of a push that are read at the same time. */
const PARALLEL = 8;

/**
 * A branch of a repository at a Git host.
 *
 * @internal
 */
export class GitSource implements Source {
  readonly #branch: UrlReaderAddress;
  readonly #options: Pick<SelectionSettings, 'include' | 'exclude'> & {
    urlReader: UrlReaderService;
    timeoutMs: number;
  };
  readonly #selection: FileSelection;
  #held?: TreeIndex;

  constructor(
    readonly settings: SourceSettings,
    branch: UrlReaderAddress,
    options: Pick<SelectionSettings, 'include' | 'exclude'> & {
      urlReader: UrlReaderService;
      timeoutMs: number;
    },
  ) {
    this.#branch = branch;
    this.#options = options;

    this.#selection = new FileSelection({
      ...options,
      folder: settings.folder,
    });
  }

  get title(): string {
    const { repository, branch } = this.#branch.address;
    return `${repository.owner}/${repository.name} (${branch})`;
  }

  concerns({ repository, branch }: Push): boolean {
    const { repository: own, branch: ownBranch } = this.#branch.address;
    const { identity } = own;
    return (
      branch === ownBranch &&
      repository.fullName.toLocaleLowerCase('en-US') === identity.fullName &&
      (repository.host === undefined || repository.host === identity.host)
    );
  }

  async read(etag?: string): Promise<SourceRead> {
    return withTimeout(this.#options.timeoutMs, async signal => {
      const selection = this.#selection;
      const { branch, path: folder } = this.#branch.address;
      const collector = new TreeCollector(selection);
      const { etag: newEtag, found } = await this.#readFiles(
        (path, size) => collector.accept(path, size),
        etag,
        signal,
      );
      collector.assertBounds();
      const files = new Map<string, SourceFile>();
      for (const { path, content } of found) {
        if (collector.isUseful(path)) {
          files.set(path, { path, text: decodeText(content) });
        }
      }
      for (const path of collector.oversized) {
        files.set(path, this.#oversized(path));
      }
      if (files.size === 0) {
        // More often a wrong address than a repository whose last service was taken away.
        throw new NotFoundError(
          `There is no service.yaml below "${folder}" on branch "${branch}"`,
        );
      }
      const { environments, documented, manifestFolders } = collector;
      this.#held = new TreeIndex(selection, {
        files: new Set(files.keys()),
        manifestFolders,
        environments,
        documented,
      });
      return {
        etag: newEtag,
        commit: this.#branch.isEtagCommit && newEtag ? newEtag : undefined,
        tree: {
          files: [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
          environmentFolders: collector.environmentFolders(),
          docsFolders: collector.docsFolders(),
          refused: collector.refused,
        },
      };
    });
  }

  /** The wanted files of the branch's head; paths are from the repository's root. */
  async #readFiles(
    isWanted: (path: string, size: number) => boolean,
    etag: string | undefined,
    signal: AbortSignal,
  ): Promise<{ etag: string; found: ArchivedFile[] }> {
    const options = this.#options;
    const { readUrl, readFolder, hasTar } = this.#branch;
    if (hasTar) {
      const tree = await options.urlReader.readTree(readUrl, { etag, signal });
      const archive = await tree.archive();
      return {
        etag: tree.etag,
        found: await readTar(archive, isWanted, signal),
      };
    }
    const prefix = readFolder ? `${readFolder}/` : '';
    const sizes = new Map<string, number>();
    const tree = await options.urlReader.readTree(readUrl, {
      etag,
      signal,
      filter: (below, info) => {
        const size = info?.size ?? 0;
        sizes.set(below, size);
        return isWanted(`${prefix}${below}`, size);
      },
    });
    const found: ArchivedFile[] = [];
    for (const file of await tree.files()) {
      const content = await file.content();
      if (content.length < (sizes.get(file.path) ?? 0)) {
        throw new ServiceUnavailableError(
          'The Git host sent an archive that ends too early',
        );
      }
      found.push({ path: `${prefix}${file.path}`, content });
    }
    return { etag: tree.etag, found };
  }

  async readPush(push: Push, commit: string): Promise<PushRead | undefined> {
    const { before, after, paths } = push;
    const isFollowing =
      before === commit && !push.isForced && !push.isDeleted && after && paths;
    const plan = isFollowing ? this.#held?.plan(paths) : undefined;
    if (!isFollowing || !plan || !this.#held) {
      return undefined;
    }
    const changed: SourceFile[] = [];
    const removed: string[] = [];
    const refused: string[] = [];
    const isRead = await withTimeout(this.#options.timeoutMs, async signal => {
      for (let i = 0; i < plan.files.length; i += PARALLEL) {
        const batch = plan.files.slice(i, i + PARALLEL);
        const contents = await Promise.all(
          batch.map(({ path }) => this.#readFile(path, after, signal)),
        );
        for (const [index, { path, mayBeGone }] of batch.entries()) {
          const content = contents[index];
          if (content === 'unreadable' || (content === 'gone' && !mayBeGone)) {
            return false;
          } else if (content === 'gone') {
            removed.push(path);
          } else if (content !== 'oversized') {
            changed.push({ path, text: decodeText(content) });
          } else if (this.#selection.roleOf(path) === 'manifest') {
            changed.push(this.#oversized(path));
          } else {
            refused.push(`"${path}" was not read: it is too large`);
            removed.push(path);
          }
        }
      }
      return true;
    });
    const result = { changed: changed.map(file => file.path), removed };
    if (!isRead || (removed.length > 0 && this.#held.isEmptiedBy(result))) {
      return undefined;
    }
    const applied = this.#held.apply(paths, plan, result);
    return {
      change: { changed, refused, ...applied },
      commit: after,
      // Hosts that do not tell when history was rewritten are asked again by the schedule.
      ...(this.#branch.isEtagHead && push.isForced === false
        ? { etag: after }
        : {}),
    };
  }

  async #readFile(
    path: string,
    commit: string,
    signal: AbortSignal,
  ): Promise<Buffer | 'gone' | 'oversized' | 'unreadable'> {
    const url = this.#branch.fileAtCommitUrl(path, commit);
    if (!url) {
      return 'unreadable';
    }
    try {
      const response = await this.#options.urlReader.readUrl(url, { signal });
      const content = await response.buffer();
      return content.length > LIMITS.fileSize ? 'oversized' : content;
    } catch (error) {
      if (isError(error) && error.name === 'NotFoundError') {
        return 'gone';
      }
      throw error;
    }
  }

  #oversized(path: string): SourceFile {
    return { path, text: oversizedText(this.settings.apiGroup) };
  }
}
