import { BareRepository } from './BareRepository';

/**
 * All files of one commit: paths at once, contents when asked for.
 *
 * @internal
 */
export interface Snapshot {
  readonly commit: string;
  /** Blob id by path. */
  readonly files: ReadonlyMap<string, string>;
  hasFolder(path: string): boolean;
  /** Text of a file, undefined when there is none. */
  read(path: string): string | undefined;
}

const MAX_CACHED_BLOBS = 20_000;
const MAX_CACHED_SNAPSHOTS = 64;
/** Of all snapshots together: a path takes some 250 bytes. */
const MAX_CACHED_PATHS = 600_000;

/**
 * Opens commits as {@link Snapshot}s. Reads the blobs that a filter names in one Git process and keeps them, because
 * most files are the same from commit to commit.
 *
 * @internal
 */
export class SnapshotReader {
  readonly #blobs = new Map<string, string>();
  readonly #snapshots = new Map<string, Promise<Snapshot>>();

  readonly #repository: BareRepository;
  readonly #wanted: (path: string) => boolean;

  constructor(repository: BareRepository, wanted: (path: string) => boolean) {
    this.#repository = repository;
    this.#wanted = wanted;
  }

  open(commit: string): Promise<Snapshot> {
    let snapshot = this.#snapshots.get(commit);
    if (!snapshot) {
      snapshot = this.#load(commit);
      this.#snapshots.set(commit, snapshot);
      snapshot.then(
        ({ files }) => this.#trim(files.size),
        () => this.#snapshots.delete(commit),
      );
    }
    return snapshot;
  }

  /** Snapshots of a large repository are kept for fewer commits; nearly all have as many files as the last. */
  #trim(files: number): void {
    const kept = Math.floor(MAX_CACHED_PATHS / Math.max(files, 1));
    trim(this.#snapshots, Math.min(Math.max(kept, 2), MAX_CACHED_SNAPSHOTS));
  }

  async #load(commit: string): Promise<Snapshot> {
    const entries = await this.#repository.listTree(commit, {
      recursive: true,
    });
    const files = new Map(
      entries
        .filter(entry => entry.type === 'blob')
        .map(entry => [entry.path, entry.sha]),
    );
    const folders = new Set<string>();
    for (const path of files.keys()) {
      for (let i = path.indexOf('/'); i >= 0; i = path.indexOf('/', i + 1)) {
        folders.add(path.slice(0, i));
      }
    }
    const texts = new Map<string, string>();
    const needed = [...files].filter(([path]) => this.#wanted(path));
    await this.#fetch(needed.map(([, sha]) => sha));
    for (const [path, sha] of needed) {
      texts.set(path, this.#blobs.get(sha) ?? '');
    }
    trim(this.#blobs, MAX_CACHED_BLOBS);
    return {
      commit,
      files,
      hasFolder: path => path === '' || folders.has(path),
      read: path => texts.get(path),
    };
  }

  async #fetch(shas: string[]): Promise<void> {
    const missing = [...new Set(shas)].filter(sha => !this.#blobs.has(sha));
    if (missing.length === 0) {
      return;
    }
    const { stdout } = await this.#repository.run(['cat-file', '--batch'], {
      input: missing.map(sha => `${sha}\n`).join(''),
    });
    let offset = 0;
    while (offset < stdout.length) {
      const lineEnd = stdout.indexOf(0x0a, offset);
      const [sha, , size] = stdout
        .toString('latin1', offset, lineEnd)
        .split(' ');
      const start = lineEnd + 1;
      const end = start + Number(size);
      this.#blobs.set(sha, stdout.toString('utf8', start, end));
      offset = end + 1;
    }
  }
}

function trim(map: Map<string, unknown>, limit: number) {
  for (const key of map.keys()) {
    if (map.size <= limit) {
      return;
    }
    map.delete(key);
  }
}
