import type { ReleaseImage } from './Release';

/**
 * Splits an image reference such as `registry:5000/acme/shop:1.2@sha256:…` into repository, tag and digest. A colon
 * is a tag's only after the last slash, since a registry may have a port. Never throws: what is no tag stays in the name.
 *
 * @public
 */
export function parseImage(reference: string): ReleaseImage {
  const at = reference.indexOf('@');
  const digest = at < 0 ? undefined : reference.slice(at + 1);
  const named = at < 0 ? reference : reference.slice(0, at);
  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/');
  return {
    name: hasTag ? named.slice(0, colon) : named,
    ...(hasTag && colon < named.length - 1
      ? { tag: named.slice(colon + 1) }
      : {}),
    ...(digest ? { digest } : {}),
  };
}

/**
 * The reference of an image, as a container runtime would take it.
 *
 * @public
 */
export function formatImage(image: ReleaseImage): string {
  const tag = image.tag === undefined ? '' : `:${image.tag}`;
  const digest = image.digest === undefined ? '' : `@${image.digest}`;
  return `${image.name}${tag}${digest}`;
}
