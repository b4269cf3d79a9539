import type { ImageReference } from './image';

/**
 * Tags that registries move from one image to the next, as projects commonly name them.
 *
 * @public
 */
export const FLOATING_TAGS: readonly string[] = [
  'latest',
  'stable',
  'main',
  'master',
  'develop',
  'dev',
  'edge',
  'nightly',
  'next',
  'canary',
];

/**
 * Whether a tag may mean another image tomorrow. No tag is `latest` to Kubernetes.
 *
 * @param list - the tags that float, in lower case
 * @public
 */
export function isFloatingTag(
  tag: string | undefined,
  list: readonly string[] = FLOATING_TAGS,
): boolean {
  return list.includes((tag || 'latest').toLowerCase());
}

/**
 * Whether an image is pinned by nothing but a tag that floats. A digest pins an image whatever its tag.
 *
 * @public
 */
export function isFloatingImage(
  { tag, digest }: Pick<ImageReference, 'tag' | 'digest'>,
  list?: readonly string[],
): boolean {
  return !digest && isFloatingTag(tag, list);
}
