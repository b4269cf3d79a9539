import {
  formatImage,
  formatRelease,
  type Release,
} from '@stonegarden/backstage-plugin-delivery-common';

/** Two different Releases in a few characters each; those of the images that differ where their versions read the same. */
export function tellApart<Name extends string>(
  releases: Record<Name, Release>,
): Record<Name, string> {
  const all = Object.entries<Release>(releases);
  const areAlike =
    new Set(all.map(([, release]) => formatRelease(release))).size < all.length;
  const isInAll = (image: string) =>
    all.every(([, { images }]) => images.map(formatImage).includes(image));
  return Object.fromEntries(
    all.map(([name, release]) => {
      const own = release.images.map(formatImage).filter(one => !isInAll(one));
      return [
        name,
        areAlike && own.length > 0 ? own.join(', ') : formatRelease(release),
      ];
    }),
  ) as Record<Name, string>;
}
