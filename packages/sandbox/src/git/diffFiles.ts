import { BareRepository } from './BareRepository';

/**
 * One file that differs between two commits.
 *
 * @internal
 */
export interface FileChange {
  path: string;
  /** Only for renamed files. */
  previousPath?: string;
  status: 'added' | 'modified' | 'removed' | 'renamed';
  /** Blob after the change, before it for removed files. */
  sha: string;
  additions: number;
  deletions: number;
  /** Unified diff from the first `@@`; absent for binary files and pure renames. */
  patch?: string;
}

/** Git's tree without any file, which every repository knows. */
export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

const STATUS: Record<string, FileChange['status']> = {
  A: 'added',
  C: 'added',
  D: 'removed',
  R: 'renamed',
};

/**
 * The files that differ between two commits or trees, with their patches.
 *
 * @internal
 */
export async function diffFiles(
  repository: BareRepository,
  from: string,
  to: string,
): Promise<FileChange[]> {
  const { stdout } = await repository.run([
    'diff-tree',
    '-r',
    '-M',
    '-z',
    '--no-ext-diff',
    '--no-textconv',
    '--no-color',
    '--raw',
    '--numstat',
    '--patch',
    '--full-index',
    from,
    to,
  ]);
  return parseDiff(stdout.toString('utf8'));
}

/** Reads `--raw --numstat --patch -z`: three parts about the same files in the same order. */
function parseDiff(output: string): FileChange[] {
  const start = output.search(/(^|\0)diff --git /);
  const head = start < 0 ? output : output.slice(0, start);
  const patches = start < 0 ? [] : splitPatches(output.slice(start));
  const tokens = head.split('\0').filter(token => token !== '');
  const files: FileChange[] = [];
  let i = 0;
  while (i < tokens.length && tokens[i].startsWith(':')) {
    const [, , before, after, letter] = tokens[i].split(' ');
    const moved = letter[0] === 'R' || letter[0] === 'C';
    files.push({
      path: tokens[i + (moved ? 2 : 1)],
      ...(letter[0] === 'R' ? { previousPath: tokens[i + 1] } : {}),
      status: STATUS[letter[0]] ?? 'modified',
      sha: letter[0] === 'D' ? before : after,
      additions: 0,
      deletions: 0,
    });
    i += moved ? 3 : 2;
  }
  for (let n = 0; n < files.length && i < tokens.length; n++) {
    const [additions, deletions, path] = tokens[i].split('\t');
    files[n].additions = Number(additions) || 0;
    files[n].deletions = Number(deletions) || 0;
    i += path === '' || path === undefined ? 3 : 1;
  }
  patches.forEach((patch, n) => {
    if (files[n] && patch) {
      files[n].patch = patch;
    }
  });
  return files;
}

function splitPatches(text: string): Array<string | undefined> {
  return text
    .replace(/^\0/, '')
    .split(/^(?=diff --git )/m)
    .map(section => {
      const hunk = section.search(/^@@ /m);
      return hunk < 0 ? undefined : section.slice(hunk).replace(/\n$/, '');
    });
}
