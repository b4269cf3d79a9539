import { formatImage, parseImage } from '../image';

/**
 * An entry of `images:` as kustomize reads it. Empty fields count as absent.
 *
 * @internal
 */
export interface ImagePin {
  name: string;
  newName?: string;
  newTag?: string;
  digest?: string;
}

const MAX_WILDCARDS = 3;

/**
 * Tells which images a pin applies to. kustomize takes `name` for a regular expression without escaping it, so that a dot
 * fits any character. Undefined for patterns beyond `.*`, which nobody needs to name an image.
 *
 * @internal
 */
export function pinMatcher(
  name: string,
): ((image: string) => boolean) | undefined {
  const wildcards = name.split('*').length - 1;
  if (!/^(?:[\w./:@-]|\.\*)+$/.test(name) || wildcards > MAX_WILDCARDS) {
    return undefined;
  }
  // api/internal/image/image.go of kustomize, IsImageMatched
  const pattern = new RegExp(
    `^${name}(?::[a-zA-Z0-9_.{}-]*)?(?:@sha256:[a-zA-Z0-9_.{}-]*)?$`,
  );
  return image => pattern.test(image);
}

/**
 * The image that kustomize makes of one that the pin applies to: a tag, a digest or both replace tag and digest alike.
 *
 * @internal
 */
export function pinImage(
  image: string,
  { newName, newTag, digest }: ImagePin,
): string {
  const { name, ...version } = parseImage(image);
  const isReplaced = newTag || digest;
  return formatImage({
    name: newName || name,
    ...(isReplaced
      ? { ...(newTag && { tag: newTag }), ...(digest && { digest }) }
      : version),
  });
}
