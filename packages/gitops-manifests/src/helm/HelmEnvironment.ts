import type { ImageReference } from '../image';
import type { FilePosition } from '../render/RepositoryFile';

/**
 * Which keys of the values are an image, where convention does not tell.
 *
 * @public
 */
export interface HelmImageKeys {
  /** Repository of the image, where no value has it. */
  name?: string;
  /** Key of the repository, for example `api.image.repository`. */
  repository?: string;
  tag?: string;
  digest?: string;
  /** Key of a whole reference such as `ghcr.io/acme/shop:1.2.3`. */
  image?: string;
}

/**
 * A source of values that Helm merges.
 *
 * @public
 */
export interface HelmValues {
  /** From the repository's root: of the values file, or of what has the values in it. */
  path: string;
  /** Text of a values file, or values that are in something else. */
  content: string | Record<string, unknown>;
  /** Where the values stand when they are in something else. */
  at?: FilePosition;
  /** Keys below which they count: the name of a dependency, for the values of its chart. */
  below?: readonly string[];
  /** Whether only this environment has the file, so that its versions may be moved. */
  isOwn?: boolean;
}

/**
 * What Helm makes an environment of, as far as images depend on it.
 *
 * @public
 */
export interface HelmEnvironment {
  /** In the order in which Helm merges them: the chart's own first, the last one wins. */
  values: HelmValues[];
  /** The charts: what images have for which no value says a version; undefined where a chart does not say, or is not known. */
  charts: Array<{ below: readonly string[]; appVersion?: string }>;
  /** The images; found by convention when left out. */
  images?: HelmImageKeys[];
}

/**
 * The version of an image in values.
 *
 * @public
 */
export type HelmVersion = Pick<ImageReference, 'tag' | 'digest'> & {
  /** Tag and digest are written in one field: `1.2.3@sha256:…`. */
  inOneField?: true;
};

/**
 * An image that values name.
 *
 * @public
 */
export interface HelmImage {
  /** Its key with dots, the same in every environment: `image`, `worker.image`. */
  key: string;
  /** Repository with registry. */
  name: string;
  version: HelmVersion;
  /** Where the version stands. */
  at: FilePosition;
  /** Whether a file of the environment's own says the version. */
  isOwn: boolean;
  /** Whether the part that it belongs to is switched off by `enabled: false`, so that it is not deployed. */
  isOff: boolean;
}

/**
 * The images that the values of an environment name.
 *
 * @public
 */
export interface HelmRelease {
  /** Those that the environment's own files decide first. */
  images: HelmImage[];
  /** Versions in the environment's own files that have no effect, because a later file says otherwise. */
  overridden: Array<{ key: string; at: FilePosition; by: FilePosition }>;
}

/**
 * A result, or what is wrong with the files, where, and what to do.
 *
 * @public
 */
export type HelmResult<T> =
  | { ok: true; value: T }
  | { ok: false; at: FilePosition; message: string };
