import { createHash } from 'node:crypto';
import type { Release } from '@stonegarden/backstage-plugin-delivery-common';
import { formatImage } from '@stonegarden/gitops-manifests';

/** Characters in hexadecimal: 128 bits. */
const KEY_LENGTH = 32;

/** The images of a Release as references, in alphabetical order, a line each. */
export function releaseReferences({ images }: Release): string {
  return images.map(formatImage).sort().join('\n');
}

/** What two Releases have in common only when they are the same. */
export function releaseKeyOf(release: Release): string {
  return createHash('sha256')
    .update(releaseReferences(release))
    .digest('hex')
    .slice(0, KEY_LENGTH);
}
