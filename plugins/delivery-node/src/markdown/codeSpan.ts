import { plainText } from './plainLine';

/**
 * A short text of a person or a repository as Markdown code, on one line: it mentions nobody, links nowhere and formats
 * nothing, whatever it holds. Not for tables, see {@link codeCell}.
 *
 * @public
 */
export function codeSpan(text: string): string {
  const line = plainText(text).replace(/\s+/gu, ' ').trim();
  const fence = '`'.repeat(longestRun(line) + 1);
  if (!line) {
    return '` `';
  }
  // One space beside each fence is not part of the code, and a backtick needs one
  const gap = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${gap}${line}${gap}${fence}`;
}

/**
 * A code span for the cell of a Markdown table. A table ends its cell at `|` even in code, so it is left out.
 *
 * @public
 */
export function codeCell(text: string): string {
  return codeSpan(text.replaceAll('|', ' '));
}

/**
 * A text of several lines as a Markdown code block, with a fence that no line of it can close. For the top level of a
 * document: nothing may stand in front of its lines.
 *
 * @public
 */
export function codeBlock(text: string): string {
  const lines = plainText(text);
  const fence = '`'.repeat(Math.max(3, longestRun(lines) + 1));
  return `${fence}text\n${lines}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
}
