/**
 * One line of a unified diff.
 *
 * @internal
 */
export interface DiffLine {
  kind: 'added' | 'removed' | 'context' | 'hunk';
  /** Without the leading `+`, `-` or space. */
  text: string;
}

/**
 * Splits a unified diff into lines; file headers are left out because the path is shown above.
 *
 * @internal
 */
export function diffLines(diff: string): DiffLine[] {
  const lines: DiffLine[] = [];
  let inHunk = false;
  for (const line of diff.replace(/\n$/, '').split('\n')) {
    if (line.startsWith('@@')) {
      inHunk = true;
      lines.push({ kind: 'hunk', text: line });
    } else if (inHunk && line.startsWith('+')) {
      lines.push({ kind: 'added', text: line.slice(1) });
    } else if (inHunk && line.startsWith('-')) {
      lines.push({ kind: 'removed', text: line.slice(1) });
    } else if (inHunk && !line.startsWith('\\')) {
      lines.push({ kind: 'context', text: line.slice(1) });
    }
  }
  return lines;
}
