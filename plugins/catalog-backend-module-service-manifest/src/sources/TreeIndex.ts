import {
  docsFolderOf,
  environmentsOf,
  FileSelection,
  serviceFolderOf,
} from './FileSelection';
import type { PushedPaths } from './push/Push';
import { refusePath } from './refusePath';

/** More files than that are read quicker as one archive. */
const MAX_FILES = 100;

/**
 * What has to be read to follow a push.
 *
 * @internal
 */
export interface PushPlan {
  /** Files to be read; one that `mayBeGone` may be missing. */
  files: Array<{ path: string; mayBeGone: boolean }>;
  /** Folders that got an environment. */
  grown: string[];
}

/**
 * Remembers the names of the files that a source held, not what is in them: enough to tell what a push changes.
 *
 * @internal
 */
export class TreeIndex {
  readonly #selection: FileSelection;
  readonly #held: {
    /** Paths of files that were taken. */
    files: Set<string>;
    /** Folders that have a manifest. */
    manifestFolders: Set<string>;
    /** Names below `environments/`, by folder, with or without a manifest. */
    environments: Map<string, Set<string>>;
    /** Folders with documentation, with or without a manifest. */
    documented: ReadonlySet<string>;
  };
  constructor(
    selection: FileSelection,
    held: {
      /** Paths of files that were taken. */
      files: Set<string>;
      /** Folders that have a manifest. */
      manifestFolders: Set<string>;
      /** Names below `environments/`, by folder, with or without a manifest. */
      environments: Map<string, Set<string>>;
      /** Folders with documentation, with or without a manifest. */
      documented: ReadonlySet<string>;
    },
  ) {
    this.#selection = selection;
    this.#held = held;
  }

  /**
   * Plans how to follow a push.
   *
   * @returns undefined when its paths alone do not tell enough
   */
  plan({ written, removed }: PushedPaths): PushPlan | undefined {
    const paths = new Set([...written, ...removed]);
    const relevant = [...paths].filter(path => this.#selection.roleOf(path));
    if (relevant.length > MAX_FILES || relevant.some(refusePath)) {
      return undefined;
    }
    const ofRole = (role: string, among: Iterable<string>) =>
      [...among].filter(path => this.#selection.roleOf(path) === role);
    const manifests = ofRole('manifest', paths);
    const folders = new Set([
      ...this.#held.manifestFolders,
      ...manifests.map(serviceFolderOf),
    ]);

    for (const path of manifests) {
      // Files that nobody wanted before stand beside a new manifest.
      const folder = serviceFolderOf(path);
      const isInhabited =
        this.#held.environments.has(folder) ||
        this.#held.documented.has(folder);
      if (isInhabited && !this.#held.files.has(path)) {
        return undefined;
      }
    }
    const grown = new Set<string>();
    for (const path of paths) {
      const docs = docsFolderOf(path);
      const isDocumented =
        docs !== undefined && this.#held.documented.has(docs);
      if (docs !== undefined && isDocumented === removed.has(path)) {
        // Documentation begins or maybe ends, of which no file that is read tells.
        return undefined;
      }
      for (const [folder, name] of environmentsOf(path)) {
        const isStaying =
          folders.has(folder) && !removed.has(manifestPath(folder));
        if (removed.has(path) && isStaying) {
          // Whether something else is left in that environment, the paths do not tell.
          return undefined;
        }
        if (!this.#held.environments.get(folder)?.has(name)) {
          grown.add(folder);
        }
      }
    }
    return {
      files: relevant
        .filter(
          path =>
            this.#selection.roleOf(path) !== 'service' ||
            folders.has(serviceFolderOf(path)),
        )
        .map(path => ({ path, mayBeGone: removed.has(path) })),
      grown: [...grown],
    };
  }

  /** Whether nothing is left of the source: more often a mistake than meant. */
  isEmptiedBy(result: { changed: string[]; removed: string[] }): boolean {
    const removed = new Set(result.removed);
    return (
      result.changed.length === 0 &&
      [...this.#held.files].every(path => removed.has(path))
    );
  }

  /**
   * Takes over what came of a plan.
   *
   * @returns paths that are gone, those of a folder included that lost its manifest; and the environments of folders
   *   that have a manifest and got an environment
   */
  apply(
    { written }: PushedPaths,
    { grown }: PushPlan,
    result: { changed: string[]; removed: string[] },
  ): { removed: string[]; environmentFolders: Map<string, string[]> } {
    for (const path of written) {
      for (const [folder, name] of environmentsOf(path)) {
        const names = this.#held.environments.get(folder) ?? new Set();
        this.#held.environments.set(folder, names.add(name));
      }
    }
    const removed = new Set(result.removed);
    for (const path of result.removed) {
      if (this.#selection.roleOf(path) === 'manifest') {
        const folder = serviceFolderOf(path);
        this.#held.manifestFolders.delete(folder);
        for (const file of this.#held.files) {
          if (
            this.#selection.roleOf(file) === 'service' &&
            serviceFolderOf(file) === folder
          ) {
            removed.add(file);
          }
        }
      }
    }
    for (const path of result.changed) {
      this.#held.files.add(path);
      if (this.#selection.roleOf(path) === 'manifest') {
        this.#held.manifestFolders.add(serviceFolderOf(path));
      }
    }
    removed.forEach(path => this.#held.files.delete(path));
    const environmentFolders = new Map<string, string[]>();
    for (const folder of grown) {
      const names = this.#held.environments.get(folder);
      if (names && this.#held.manifestFolders.has(folder)) {
        environmentFolders.set(folder, [...names].sort());
      }
    }
    return { removed: [...removed], environmentFolders };
  }
}

function manifestPath(folder: string): string {
  return folder ? `${folder}/service.yaml` : 'service.yaml';
}
