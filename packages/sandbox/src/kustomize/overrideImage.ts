import { formatImage, parseImage } from '@stonegarden/gitops-manifests';

/** One entry of `images:` in a kustomization. */
export interface ImageOverride {
  name: string;
  newName?: string;
  newTag?: string;
  digest?: string;
}

/**
 * What kustomize's image transformer makes of an image. A digest alone takes the tag away, both together give
 * `name:tag@digest`.
 *
 * @internal
 */
export function overrideImage(
  text: string,
  overrides: ImageOverride[],
): string {
  const image = parseImage(text);
  const override = overrides.find(({ name }) => name === image.name);
  if (!override) {
    return text;
  }
  const isReplaced = override.newTag || override.digest;
  const { tag, digest } = isReplaced
    ? { tag: override.newTag, digest: override.digest }
    : image;
  return formatImage({
    name: override.newName || image.name,
    ...(tag && { tag }),
    ...(digest && { digest }),
  });
}
