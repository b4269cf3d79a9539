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

/** An entry of a file that decides the version of an image. */
export interface ReleaseEntry {
  /** What the image is known by in every environment. */
  key: string;
  /** The images that are deployed by it, each once: usually one. Empty when no manifest uses the entry. */
  images: ReleaseImage[];
  version: Version;
  /** Where the file has it, counted from 1. */
  line: number;
}

/** The file that says which Release an environment runs. */
export interface ReleaseDocument {
  /** From the repository's root. */
  path: string;
  text: string;
  entries: ReleaseEntry[];
  /** All that is deployed, those of `entries` first. */
  images: ReleaseImage[];
  /**
   * The text with other versions; the rest of it stays byte for byte. Proven: with it exactly the images of these entries
   * are deployed in their new version, and nothing else changes.
   */
  write(versions: ReadonlyMap<string, Version>): ReleaseResult<string>;
}

/** A value, or what is wrong with the file, with its line where there is one. */
export type ReleaseResult<T> =
  | { ok: true; value: T }
  | { ok: false; problem: Reason };

/**
 * A format in which a repository says what an environment runs. Errors of the Git host are thrown; everything that is
 * wrong with the files is a result.
 */
export interface ReleaseFile {
  /** Folder of the files that an environment has to itself. */
  folderOf(folder: string, environment: string): string;
  /** Path of the file an environment should have. */
  pathOf(folder: string, environment: string): string;
  read(
    tree: ReleaseTree,
    environment: string,
  ): Promise<ReleaseResult<ReleaseDocument>>;
  /** What keeps a document from being promoted: no image, one without a version, or none that has an effect. */
  findUnpinned(document: ReleaseDocument): Reason | undefined;
}
