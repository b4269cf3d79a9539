import type { EnvironmentTransition } from '@stonegarden/backstage-plugin-delivery-common';
import { shortImageName, versionOf } from '../environment/release';

/**
 * What a promotion would change, in a few words: the versions of the first image that differs, with the image's name unless it
 * is the main one. Undefined where nothing differs.
 *
 * @param mainImage - name of the main image of the release to be promoted, where it is known
 * @internal
 */
export function transitionChange(
  [change]: EnvironmentTransition['changes'],
  mainImage: string | undefined,
): string | undefined {
  if (!change) return undefined;
  const { name, from, to } = change;
  return [
    ...(mainImage && mainImage !== name ? [shortImageName(name)] : []),
    ...(from ? [versionOf(from)] : []),
    '→',
    versionOf(to),
  ].join(' ');
}
