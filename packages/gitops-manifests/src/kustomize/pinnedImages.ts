import { formatImage } from '../image';
import type { Kustomization } from './Kustomization';
import { deployedImage } from './kustomizationImages';

/**
 * References of the images that an overlay pins, and of those that only its base pins.
 *
 * @internal
 */
export function pinnedImages(
  overlay: Kustomization,
  base: Kustomization | undefined,
): string[] {
  const own = new Set(overlay.images.map(({ name }) => name));
  const inherited = (base?.images ?? []).filter(({ name }) => !own.has(name));
  return [...overlay.images, ...inherited]
    .map(deployedImage)
    .filter(({ tag, digest }) => tag || digest)
    .map(formatImage);
}
