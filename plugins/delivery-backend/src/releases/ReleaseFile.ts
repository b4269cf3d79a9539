import type {
  Reason,
  ReleaseImage,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GitEntry,
  GitFile,
} from '@stonegarden/backstage-plugin-delivery-node';

/** The repository of a service at one commit. Paths begin at the repository's root. */
export interface ReleaseTree {
  /** Folder of the service, without slashes at its ends. */
  folder: string;
  commit: string;
  read(path: string): Promise<GitFile | undefined>;
  list(path: string): Promise<GitEntry[] | undefined>;
}

/** What pins one image. */
export type Version = Pick<ReleaseImage, 'tag' | 'digest'> & {
  /** Tag and digest are written in one field: `1.2.3@sha256:…`. */
  inOneField?: true;
};

/** A way in which a repository says what an environment runs. */
export type ReleaseStrategy = 'kustomize' | 'helm';

/** An entry of a file that decides the version of an image. */
export interface ReleaseEntry {
  strategy: ReleaseStrategy;
  /** What the image is known by in every environment, unique in its strategy. */
  key: string;
  /** The images that are deployed by it, each once: usually one. Empty when nothing is deployed by the entry. */
  images: ReleaseImage[];
  version: Version;
  /** Where it stands, the line counted from 1. */
  file: string;
  line: number;
  /** Other environments have the file as well, so that the version can be read there and not moved. */
  isShared?: true;
  /** What it belongs to is switched off on purpose: its version is moved all the same, to be right when it is switched on. */
  isOff?: true;
}

/** A file that was written anew. */
export interface WrittenFile {
  path: string;
  before: string;
  after: string;
}

/** The files that say which Release an environment runs. */
export interface ReleaseDocument {
  /** At least one, from the repository's root; first the one to name where one is named. */
  paths: string[];
  entries: ReleaseEntry[];
  /** All that is deployed, those of `entries` first. */
  images: ReleaseImage[];
  /**
   * The files that differ with other versions, by entry of this document; the rest of them stays byte for byte. Proven: with
   * them exactly the images of these entries are deployed in their new version, and nothing else changes.
   */
  write(
    versions: ReadonlyMap<ReleaseEntry, Version>,
  ): ReleaseResult<WrittenFile[]>;
  /** What keeps it from being promoted: no image, one without a version, or none that has an effect. */
  findUnpinned(): Reason | undefined;
  /** Why another version of an entry without images would deploy nothing. */
  whyUnused(entry: ReleaseEntry): Reason;
  /** The file that should have an entry of another document, when this one lacks it. */
  fileFor(entry: ReleaseEntry): string;
  /** Set when nothing but the name of a file says that it is deployed. */
  isGuess?: true;
}

/** A value, or what is wrong with the files, with the line where there is one. */
export type ReleaseResult<T> =
  | { ok: true; value: T }
  | {
      ok: false;
      problem: Reason;
      /** Set when nothing but the name of a file says that it matters. */
      isGuess?: true;
    };

/**
 * Reads what an environment runs out of a repository, by one strategy or several. Errors of the Git host are thrown; everything
 * that is wrong with the files is a result.
 */
export interface ReleaseFile {
  /** Path of the file that an environment should have, to name it where none was read. */
  pathOf(folder: string, environment: string): string;
  /** The files and folders that an environment has to itself, whether they are there or not. */
  ownPaths(tree: ReleaseTree, environment: string): Promise<string[]>;
  read(
    tree: ReleaseTree,
    environment: string,
  ): Promise<ReleaseResult<ReleaseDocument>>;
}
