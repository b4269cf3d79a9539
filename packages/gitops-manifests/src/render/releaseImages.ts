import type { RenderedEnvironment } from './RenderedEnvironment';

/**
 * The Release of an environment: each image that is rendered, once, those that its own kustomization pins first and in its
 * order.
 *
 * @public
 */
export function releaseImages({ images, pins }: RenderedEnvironment): string[] {
  const pinned = pins.flatMap((_, index) =>
    images.filter(image => image.pins.at(-1) === index),
  );
  return [...new Set([...pinned, ...images].map(({ image }) => image))];
}
