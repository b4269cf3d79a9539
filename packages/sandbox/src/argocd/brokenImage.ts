/**
 * The image that never starts, when there is one: it cannot be pulled, which its tag says with `-broken`, no node has room
 * for its pod, which its tag says with `-unschedulable`, or it crashes in this application.
 *
 * @param crashing - images that crash there
 * @internal
 */
export function brokenImage(
  images: string[],
  crashing: string[] = [],
): string | undefined {
  return images.find(
    image =>
      !canBePulled(image) || !canBeScheduled(image) || crashing.includes(image),
  );
}

/** @internal */
export function canBePulled(image: string): boolean {
  return !/:[^/@]*-broken/.test(image);
}

/** @internal */
export function canBeScheduled(image: string): boolean {
  return !/:[^/@]*-unschedulable/.test(image);
}

/** Whether the image starts, and what an analysis measures of it is bad, which its tag says with `-failing`. */
export function failsAnalysis(images: string[]): boolean {
  return images.some(image => /:[^/@]*-failing/.test(image));
}
