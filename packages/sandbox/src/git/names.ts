import { InputError } from '@backstage/errors';

/** @internal */
export const ZERO_ID = '0'.repeat(40);

const OBJECT_ID = /^[0-9a-f]{40}$/;
const FORBIDDEN_IN_REF = /[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|\.$|\/$|^\/|^-|^@$/u;

/**
 * Whether a text is a full SHA-1 object id.
 *
 * @internal
 */
export function isObjectId(text: string): boolean {
  return OBJECT_ID.test(text);
}

/**
 * Whether Git would accept a text as the name of a branch, tag or full ref (git-check-ref-format).
 *
 * @internal
 */
export function isRefName(text: string): boolean {
  return (
    text.length > 0 &&
    text.length <= 250 &&
    !FORBIDDEN_IN_REF.test(text) &&
    text
      .split('/')
      .every(part => !part.startsWith('.') && !part.endsWith('.lock'))
  );
}

/**
 * Answers the name when it may be used, throws `InputError` otherwise.
 *
 * @internal
 */
export function checkedRefName(text: string): string {
  if (!isRefName(text)) {
    throw new InputError(`'${text.slice(0, 80)}' is not a valid ref name`);
  }
  return text;
}

/**
 * A path inside the repository: relative, `/` between parts, no empty, `.`, `..` or `.git` part. Empty means the root.
 *
 * @internal
 */
export function checkedPath(text: string): string {
  const path = text.replace(/^\/+|\/+$/g, '');
  if (path === '') {
    return '';
  }
  const parts = path.split('/');
  const bad = parts.some(
    part =>
      part === '' ||
      part === '.' ||
      part === '..' ||
      part.toLowerCase() === '.git' ||
      /\p{Cc}/u.test(part),
  );
  if (bad || path.length > 1000) {
    throw new InputError(
      `'${path.slice(0, 80)}' is not a path inside the repository`,
    );
  }
  return path;
}
