import { formatImage } from '../image';
import type { Kustomization } from './Kustomization';

/**
 * The images that an overlay pins, and those that only its base pins, as a person says them.
 *
 * @internal
 */
export function pinnedImages(
  overlay: Kustomization,
  base: Kustomization | undefined,
): string[] {
  const own = new Set(overlay.images.map(({ name }) => name));
  const inherited = (base?.images ?? []).filter(({ name }) => !own.has(name));
  return [...overlay.images, ...inherited].flatMap(image => {
    const { name, newName = name, newTag, digest } = image;
    return newTag || digest
      ? [
          formatImage({
            name: newName,
            ...(newTag && { tag: newTag }),
            ...(digest && { digest }),
          }),
        ]
      : [];
  });
}
