import type { FilePosition } from './RepositoryFile';

/**
 * An image in what kustomize renders of a folder.
 *
 * @public
 */
export interface RenderedImage {
  /** As it is rendered, for example `ghcr.io/acme/shop:1.2.3`. */
  image: string;
  /** Kind and name of the manifest. */
  kind: string;
  name: string;
  /** What wrote it last: a pin, a patch or the manifest. */
  at: FilePosition;
  /** The pins of the folder's own kustomization that apply to it, by their place in `images`, in order. */
  pins: number[];
}

/**
 * An entry of `images` in the folder's own kustomization.
 *
 * @public
 */
export interface RenderedPin {
  name: string;
  at: FilePosition;
}

/**
 * The images that kustomize renders of a folder.
 *
 * @public
 */
export interface RenderedEnvironment {
  /** Path of the kustomization. */
  file: string;
  /** One for each place, so that an image may be there more than once. */
  images: RenderedImage[];
  pins: RenderedPin[];
}

/**
 * The images of a folder, or why they cannot be proven and where, or the files that have to be read first.
 *
 * @public
 */
export type RenderResult =
  | { kind: 'rendered'; environment: RenderedEnvironment }
  | {
      kind: 'refused';
      at: FilePosition;
      /** What is wrong, and what to do. */
      message: string;
      /** The path that is named and was not found, where that is the reason. */
      missing?: string;
    }
  | { kind: 'unread'; paths: string[] };
