/**
 * An image as kustomize takes it apart: `name[:tag][@digest]`.
 *
 * @internal
 */
export type ImageReference = { name: string; tag?: string; digest?: string };

/** One entry of `images:` in a kustomization. */
export type ImageOverride = {
  name: string;
  newName?: string;
  newTag?: string;
  digest?: string;
};

/** @internal */
export function parseImage(text: string): ImageReference {
  const [rest, digest] = text.split('@', 2);
  const colon = rest.lastIndexOf(':');
  const tagged = colon > rest.lastIndexOf('/');
  return {
    name: tagged ? rest.slice(0, colon) : rest,
    ...(tagged ? { tag: rest.slice(colon + 1) } : {}),
    ...(digest ? { digest } : {}),
  };
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
  const replaced = override.newTag || override.digest;
  const tag = replaced ? override.newTag : image.tag;
  const digest = replaced ? override.digest : image.digest;
  return [
    override.newName || image.name,
    tag ? `:${tag}` : '',
    digest ? `@${digest}` : '',
  ].join('');
}
