import { InputError } from '@backstage/errors';

/**
 * A container image as it is written in a manifest, taken apart.
 *
 * @public
 */
export interface ImageReference {
  /** Repository with registry, without tag, for example `ghcr.io/acme/shop`. */
  name: string;
  tag?: string;
  /** `sha256:…` or `sha512:…` */
  digest?: string;
}

const DOMAIN_COMPONENT = '(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)';
const DOMAIN = String.raw`(?:${DOMAIN_COMPONENT}(?:\.${DOMAIN_COMPONENT})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?`;
const PATH_COMPONENT = String.raw`[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*`;
/** https://github.com/distribution/reference, `regexp.go` */
const NAME = new RegExp(
  `^(?:${DOMAIN}/)?${PATH_COMPONENT}(?:/${PATH_COMPONENT})*$`,
);
const MAX_NAME_LENGTH = 255;
/** @internal */
export const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
/**
 * The algorithms that the OCI's image specification registers.
 *
 * @internal
 */
export const DIGEST = /^(?:sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})$/;
/**
 * A tag with the digest behind it in the same field, as Renovate pins images.
 *
 * @internal
 */
export const TAG_WITH_DIGEST = new RegExp(
  `^${TAG.source.slice(1, -1)}@${DIGEST.source.slice(1, -1)}$`,
);
/** More than the longest name, tag and digest together. */
const MAX_LENGTH = 512;

/**
 * Splits an image reference such as `registry:5000/acme/shop:1.2@sha256:…` into repository, tag and digest. A colon
 * starts a tag only after the last slash, because a registry may have a port. Never throws: what is not a tag stays in
 * the name. See `parseImageReference` for texts that people write.
 *
 * @public
 */
export function parseImage(reference: string): ImageReference {
  const at = reference.indexOf('@');
  const digest = at < 0 ? '' : reference.slice(at + 1);
  const named = at < 0 ? reference : reference.slice(0, at);
  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/');
  const tag = hasTag ? named.slice(colon + 1) : '';
  return {
    name: hasTag ? named.slice(0, colon) : named,
    ...(tag && { tag }),
    ...(digest && { digest }),
  };
}

/**
 * The reference of an image, as a container runtime takes it: `name[:tag][@digest]`.
 *
 * @public
 */
export function formatImage({ name, tag, digest }: ImageReference): string {
  return [
    name,
    tag === undefined ? '' : `:${tag}`,
    digest === undefined ? '' : `@${digest}`,
  ].join('');
}

/**
 * Reads an image that pins a version.
 *
 * @throws InputError when the text is not an image reference, has neither tag nor digest, or its tag is `latest`: such an
 * image does not say what runs, so it can be neither promoted nor rolled back
 * @public
 */
export function parseImageReference(text: string): ImageReference {
  const image = parseImage(text);
  const { name, tag, digest } = image;
  const isImage =
    text.length <= MAX_LENGTH &&
    name.length <= MAX_NAME_LENGTH &&
    NAME.test(name) &&
    (tag === undefined || TAG.test(tag)) &&
    formatImage(image) === text;
  if (!isImage) {
    throw new InputError(
      `\`${text.slice(
        0,
        100,
      )}\` is not an image: write a repository in lower case with a tag, for example ghcr.io/acme/shop:1.2.3`,
    );
  }
  if (digest !== undefined && !DIGEST.test(digest)) {
    throw new InputError(
      `\`${text}\` has an invalid digest: write sha256: and 64 hexadecimal digits after the @`,
    );
  }
  if (tag === undefined && digest === undefined) {
    throw new InputError(`\`${name}\` has no tag: write ${name}:1.2.3`);
  }
  if (tag === 'latest') {
    throw new InputError(
      `\`${name}:latest\` means another image each time one is pushed, so nobody could promote it or roll it back: write a version, for example ${name}:1.2.3`,
    );
  }
  return image;
}
