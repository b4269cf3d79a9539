import type { ImageReference } from '@stonegarden/gitops-manifests';

/**
 * One image of a Release: repository and what pins it.
 *
 * @public
 */
export type ReleaseImage = ImageReference;

/**
 * An immutable set of artifact versions. The first image is the main one.
 *
 * @public
 */
export interface Release {
  images: ReleaseImage[];
}

/**
 * One image that differs between two environments. `from` is what the target has now, `to` what it would get.
 *
 * @public
 */
export interface ImageChange {
  name: string;
  from?: { tag?: string; digest?: string };
  to: { tag?: string; digest?: string };
}
