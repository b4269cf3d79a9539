import type { CommitSummary } from '@stonegarden/backstage-plugin-delivery-common';
import { codeCell } from '@stonegarden/backstage-plugin-delivery-node';

/** Longer tables are cut, and say so. */
const MAX_ROWS = 50;
/** Characters of a commit's hash that tell it apart from others. */
const COMMIT_LENGTH = 12;

function commitCell({ id, url }: CommitSummary): string {
  const short = codeCell(id.slice(0, COMMIT_LENGTH));
  return url && /^https?:\/\/[^\s<>|]+$/.test(url)
    ? `[${short}](<${url}>)`
    : short;
}

/** The commits that come with it, newest first, as a Markdown table. Empty when none is known. */
export function commitTable({
  items,
  complete,
  total,
}: {
  items: readonly CommitSummary[];
  /** False when there are more, or may be. */
  complete: boolean;
  /** How many there are in all, where that is known. */
  total?: number;
}): string[] {
  const shown = items.slice(0, MAX_ROWS);
  return shown.length === 0
    ? []
    : [
        '### Commits',
        '',
        '| Commit | Title | Author |',
        '|---|---|---|',
        ...shown.map(
          commit =>
            `| ${commitCell(commit)} | ${codeCell(commit.title)} | ${
              commit.author ? codeCell(commit.author) : ''
            } |`,
        ),
        '',
        ...(complete && shown.length === items.length
          ? []
          : [
              total === undefined
                ? 'There are more commits than these.'
                : `And ${total - shown.length} more.`,
              '',
            ]),
      ];
}
