/**
 * One image of a Release: repository and what pins it.
 *
 * @public
 */
export interface ReleaseImage {
  /** Repository with registry, without tag, for example `ghcr.io/acme/shop`. */
  name: string;
  tag?: string;
  /** `sha256:…` */
  digest?: string;
}

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
