import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { NotFoundError, NotModifiedError } from '@backstage/errors';
import { decodeText, oversizedText } from './decodeText';
import { FileSelection, SelectionSettings } from './FileSelection';
import type { Source, SourceRead } from './Source';
import { TreeCollector } from './TreeCollector';
import type { SourceFile, SourceSettings } from './types';
import { FoundFile, walkFolder } from './walkFolder';
import { withTimeout } from './withTimeout';

/**
 * A folder on this machine, such as one that a sidecar keeps the same as a repository.
 *
 * @internal
 */
export class FolderSource implements Source {
  readonly #options: Pick<SelectionSettings, 'include' | 'exclude'> & {
    /** Absolute path of what counts as the repository's root. */
    path: string;
    /** As the configuration has it. */
    title: string;
    timeoutMs: number;
  };
  readonly #selection: FileSelection;

  constructor(
    readonly settings: SourceSettings,
    options: Pick<SelectionSettings, 'include' | 'exclude'> & {
      /** Absolute path of what counts as the repository's root. */
      path: string;
      /** As the configuration has it. */
      title: string;
      timeoutMs: number;
    },
  ) {
    this.#options = options;

    this.#selection = new FileSelection({
      ...options,
      folder: settings.folder,
    });
  }

  get title(): string {
    return `the folder ${this.#options.title}`;
  }

  async read(etag?: string): Promise<SourceRead> {
    return withTimeout(this.#options.timeoutMs, async signal => {
      // A sidecar that swaps a link changes where this leads: one read stays with what it led to first.
      const root = await this.#resolveRoot();
      const collector = new TreeCollector(this.#selection);
      const { folder } = this.settings;
      const found = await walkFolder(root, folder, signal, (path, size) =>
        collector.accept(path, size),
      );
      collector.assertBounds();
      if (found.length + collector.oversized.length === 0) {
        throw new NotFoundError(
          `There is no service.yaml below "${folder}" in ${this.title}`,
        );
      }
      const current = etagOf(found, collector);
      if (current === etag) {
        throw new NotModifiedError();
      }
      const files: SourceFile[] = [];
      for (const { path } of found) {
        if (collector.isUseful(path)) {
          const content = await readFile(join(root, path), { signal });
          files.push({ path, text: decodeText(content) });
        }
      }
      for (const path of collector.oversized) {
        files.push({ path, text: oversizedText(this.settings.apiGroup) });
      }
      return {
        etag: current,
        tree: {
          files: files.sort((a, b) => (a.path < b.path ? -1 : 1)),
          environmentFolders: collector.environmentFolders(),
          docsFolders: collector.docsFolders(),
          refused: collector.refused,
        },
      };
    });
  }

  async #resolveRoot(): Promise<string> {
    try {
      return await realpath(this.#options.path);
    } catch {
      throw new NotFoundError(`There is no folder ${this.#options.title}`);
    }
  }
}

/** Says whether anything changed without a look into the files. */
function etagOf(found: FoundFile[], collector: TreeCollector): string {
  const hash = createHash('sha256');
  const add = (line: string) => hash.update(`${line}\n`);
  for (const { path, size, modifiedMs, inode } of [...found].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  )) {
    add([path, size, modifiedMs, inode].join('\0'));
  }
  for (const [folder, names] of collector.environmentFolders()) {
    add([folder, ...names].join('\0'));
  }
  collector.docsFolders().forEach(add);
  [...collector.refused, ...collector.oversized].sort().forEach(add);
  return hash.digest('hex');
}
