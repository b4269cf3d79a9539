import type { Release } from '@stonegarden/backstage-plugin-delivery-common';

/**
 * What pins an image, as a person says it: its tag, else the first characters of its digest.
 *
 * @internal
 */
export function versionOf(image: {
  tag?: string;
  digest?: string;
}): string | undefined {
  return image.tag ?? shortDigest(image.digest);
}

/**
 * `sha256:0123456789ab…` as `0123456`.
 *
 * @internal
 */
export function shortDigest(digest?: string): string | undefined {
  return digest?.replace(/^[a-z0-9]+:/, '').slice(0, 7);
}

/**
 * Last part of an image's repository: `ghcr.io/acme/shop` is `shop`.
 *
 * @internal
 */
export function shortImageName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/**
 * A Release's name: the version of its main image.
 *
 * @internal
 */
export function releaseName(release?: Release): string | undefined {
  const main = release?.images[0];
  return main && versionOf(main);
}
