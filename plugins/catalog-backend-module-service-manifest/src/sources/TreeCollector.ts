import { InputError } from '@backstage/errors';
import {
  docsFolderOf,
  environmentsOf,
  FileSelection,
  serviceFolderOf,
} from './FileSelection';
import { refusePath } from './refusePath';

/**
 * Bounds of what is read from one source.
 *
 * @internal
 */
export const LIMITS = {
  /** Bytes of one file; a hand-written manifest has a hundredth of a hundredth. */
  fileSize: 2 * 1024 * 1024,
  /** Files of one source: several for each of 20,000 services. */
  files: 200_000,
  /** Bytes of all files of one source. */
  totalSize: 256 * 1024 * 1024,
  /** Sentences about files that were not taken. */
  refused: 100,
} as const;

/**
 * Sees every path of a source once, decides which files are taken and notes what their paths alone tell.
 *
 * @internal
 */
export class TreeCollector {
  readonly #selection: FileSelection;
  /** Names below `environments/`, by folder. */
  readonly environments = new Map<string, Set<string>>();
  /** Folders with documentation, with or without a manifest. */
  readonly documented = new Set<string>();
  /** Folders that have a manifest. */
  readonly manifestFolders = new Set<string>();
  /** Paths of files that are too large to be taken. */
  readonly oversized: string[] = [];
  readonly #sentences: string[] = [];
  #left = 0;
  #files = 0;
  #bytes = 0;

  constructor(selection: FileSelection) {
    this.#selection = selection;
  }

  /** Whether the content of a file is wanted; the path is from the repository's root, the size in bytes. */
  accept(path: string, size: number): boolean {
    for (const [folder, name] of environmentsOf(path)) {
      const names = this.environments.get(folder);
      if (names) {
        names.add(name);
      } else {
        this.environments.set(folder, new Set([name]));
      }
    }
    const docsFolder = docsFolderOf(path);
    if (docsFolder !== undefined) {
      this.documented.add(docsFolder);
    }
    const role = this.#selection.roleOf(path);
    if (!role || this.#isRefused(path)) {
      return false;
    }
    if (role === 'manifest') {
      this.manifestFolders.add(serviceFolderOf(path));
    }
    if (size > LIMITS.fileSize) {
      if (role === 'manifest') {
        this.oversized.push(path);
      } else {
        this.#note(
          `"${path}" was not read: it is larger than ${
            LIMITS.fileSize / 1024 / 1024
          } MiB`,
        );
      }
      return false;
    }
    this.#files += 1;
    this.#bytes += size;
    return this.#files <= LIMITS.files && this.#bytes <= LIMITS.totalSize;
  }

  /**
   * @throws InputError when the source as a whole is beyond its bounds: a part of it would look like removed services
   */
  assertBounds(): void {
    if (this.#files > LIMITS.files) {
      throw new InputError(
        `There are more than ${LIMITS.files} files to read: divide the source into several with a root each`,
      );
    }
    if (this.#bytes > LIMITS.totalSize) {
      throw new InputError(
        `The files to read are larger than ${
          LIMITS.totalSize / 1024 / 1024
        } MiB together: divide the source into several with a root each`,
      );
    }
  }

  /** Whether a file that was taken is of use: one of a folder without a manifest is not. */
  isUseful(path: string): boolean {
    return (
      this.#selection.roleOf(path) !== 'service' ||
      this.manifestFolders.has(serviceFolderOf(path))
    );
  }

  /** Names below `environments/` of the folders that have a manifest. */
  environmentFolders(): Map<string, string[]> {
    const folders = new Map<string, string[]>();
    for (const folder of this.manifestFolders) {
      const names = this.environments.get(folder);
      if (names) {
        folders.set(folder, [...names].sort());
      }
    }
    return folders;
  }

  /** Folders with documentation that have a manifest. */
  docsFolders(): string[] {
    return [...this.documented]
      .filter(folder => this.manifestFolders.has(folder))
      .sort();
  }

  /** A sentence for each file that was not taken, as far as they help. */
  get refused(): string[] {
    return this.#left > 0
      ? [...this.#sentences, `${this.#left} more files were not read`]
      : this.#sentences;
  }

  #isRefused(path: string): boolean {
    const sentence = refusePath(path);
    if (sentence) {
      this.#note(sentence);
    }
    return sentence !== undefined;
  }

  #note(sentence: string) {
    if (this.#sentences.length < LIMITS.refused) {
      this.#sentences.push(sentence);
    } else {
      this.#left += 1;
    }
  }
}
