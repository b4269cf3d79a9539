import { createTwoFilesPatch } from 'diff';

/**
 * The unified diff of a file with three lines of context, as `git diff` shows it; empty when nothing differs.
 *
 * @public
 */
export function unifiedDiff(
  path: string,
  before: string,
  after: string,
): string {
  if (before === after) {
    return '';
  }
  const patch = createTwoFilesPatch(
    `a/${path}`,
    `b/${path}`,
    before,
    after,
    undefined,
    undefined,
    { context: 3 },
  );
  // The library's separator line is not part of the unified format.
  return patch.replace(/^=+\r?\n/, '');
}
