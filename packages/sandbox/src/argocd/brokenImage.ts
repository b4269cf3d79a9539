/**
 * The image that never starts, when there is one: it cannot be pulled, which its tag says with `-broken`, or it crashes in
 * this application.
 *
 * @param crashing - images that crash there
 * @internal
 */
export function brokenImage(
  images: string[],
  crashing: string[] = [],
): string | undefined {
  return images.find(image => !canBePulled(image) || crashing.includes(image));
}

/** @internal */
export function canBePulled(image: string): boolean {
  return !/:[^/@]*-broken/.test(image);
}
