import { InputError } from '@backstage/errors';

/**
 * An image as it is written in a manifest, taken apart.
 *
 * @public
 */
export type ImageReference = {
  /** Repository with registry, without tag, for example `ghcr.io/acme/shop`. */
  name: string;
  tag?: string;
  /** `sha256:…` */
  digest?: string;
};

const DOMAIN = String.raw`(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::[0-9]{1,5})?`;
const COMPONENT = String.raw`[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*`;
const REFERENCE = new RegExp(
  `^((?:${DOMAIN}/)?${COMPONENT}(?:/${COMPONENT})*)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(.+))?$`,
);
const DIGEST = /^sha256:[a-f0-9]{64}$/;

/**
 * Reads an image that pins a version. Throws InputError when it is none, has neither tag nor digest, or its tag is
 * `latest`: such an image says nothing about what runs, so it can be neither promoted nor rolled back.
 *
 * @public
 */
export function parseImageReference(text: string): ImageReference {
  const match = text.length <= 512 ? REFERENCE.exec(text) : null;
  if (!match) {
    throw new InputError(
      `\`${text.slice(
        0,
        100,
      )}\` is not an image: write a repository in lower case with a tag, for example ghcr.io/acme/shop:1.2.3`,
    );
  }
  const [, name, tag, digest] = match;
  if (digest !== undefined && !DIGEST.test(digest)) {
    throw new InputError(
      `\`${text}\` has a digest that is none: write sha256: and 64 hexadecimal digits after the @`,
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
  return {
    name,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}
