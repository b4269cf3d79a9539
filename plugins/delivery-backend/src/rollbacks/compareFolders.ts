import {
  createReason,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { GitFile } from '@stonegarden/backstage-plugin-delivery-node';
import type { EditedFile } from '../promotions/planVersions';

/** What a reader puts in the place of bytes that are no text. */
const NO_TEXT = '\uFFFD';

function whyNotWritten(
  path: string,
  versions: Array<GitFile | undefined>,
): Reason | undefined {
  const link = versions.find(file => file?.mode === 'symlink');
  if (link) {
    return createReason('SymbolicLink', { file: path, target: link.content });
  }
  return versions.some(file => file?.content.includes(NO_TEXT))
    ? createReason('ReleaseFileInvalid', {
        file: path,
        line: 1,
        column: 1,
        detail: 'It is not a text file, so it cannot be written back.',
      })
    : undefined;
}

/**
 * What makes one folder the other: files to add, to change and to remove, by path in order. A file keeps the mode it has. Or
 * what of it cannot be written.
 */
export function compareFolders(
  before: ReadonlyMap<string, GitFile>,
  after: ReadonlyMap<string, GitFile>,
): { ok: true; edits: EditedFile[] } | { ok: false; problem: Reason } {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  const edits: EditedFile[] = [];
  for (const path of paths) {
    const [is, was] = [before.get(path), after.get(path)];
    const isLink = is?.mode === 'symlink';
    const wasLink = was?.mode === 'symlink';
    if (is?.content === was?.content && isLink === wasLink) {
      continue;
    }
    const problem = whyNotWritten(path, [is, was]);
    if (problem) {
      return { ok: false, problem };
    }
    edits.push({
      path,
      ...(is ? { before: is.content } : {}),
      after: was ? was.content : null,
    });
  }
  return { ok: true, edits };
}
