import {
  formatVersion,
  type Release,
} from '@stonegarden/backstage-plugin-delivery-common';

/**
 * What pins an image, as `formatVersion` shortens it; undefined when nothing does.
 *
 * @internal
 */
export function versionOf(image: {
  tag?: string;
  digest?: string;
}): string | undefined {
  return image.tag === undefined && image.digest === undefined
    ? undefined
    : formatVersion(image);
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
