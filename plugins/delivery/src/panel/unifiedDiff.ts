import type { ResourceDifference } from '@stonegarden/backstage-plugin-delivery-common';
import { createTwoFilesPatch } from 'diff';

const CONTEXT_LINES = 3;

/**
 * How a resource in the cluster differs from Git, as a unified diff from the cluster to Git: what a sync would do. Undefined
 * where a text is missing that is needed for it.
 *
 * @internal
 */
export function unifiedDiff(
  difference: Pick<ResourceDifference, 'live' | 'desired' | 'tooLarge'>,
): string | undefined {
  const { live, desired, tooLarge } = difference;
  if (tooLarge || (live === undefined && desired === undefined)) {
    return undefined;
  }
  return createTwoFilesPatch(
    'live',
    'git',
    live ?? '',
    desired ?? '',
    undefined,
    undefined,
    { context: CONTEXT_LINES },
  );
}
