import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';

/** A hidden line of Markdown by which a comment is found again. */
export function commentMarker(marker: string): string {
  if (!/^[A-Za-z0-9-]{1,100}$/.test(marker)) {
    throw new InputError(
      `${JSON.stringify(
        marker,
      )} is not a marker: use letters, digits and dashes`,
    );
  }
  return `<!-- stonegarden:${marker} -->`;
}

/** A marker for a comment that is to be written once in these words: 128 bits of their hash. */
export function markerOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
