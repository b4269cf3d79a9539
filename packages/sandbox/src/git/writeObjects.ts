import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConflictError, InputError } from '@backstage/errors';
import { BareRepository } from './BareRepository';
import { Signature } from './Commit';
import { EMPTY_TREE } from './diffFiles';
import { ZERO_ID, checkedPath, checkedRefName, isObjectId } from './names';
import { GitCommandError } from './runGit';

/**
 * Git's modes of what is not a folder: file, executable, symbolic link, submodule.
 *
 * @internal
 */
export type FileMode = '100644' | '100755' | '120000' | '160000';

/**
 * A change of one path: a blob (or the commit of a submodule) with its mode, or its removal.
 *
 * @internal
 */
export type TreeEdit =
  | { path: string; mode: FileMode; sha: string }
  | { path: string; remove: true };

/**
 * Stores a blob and answers its id.
 *
 * @internal
 */
export async function writeBlob(
  repository: BareRepository,
  content: Buffer | string,
): Promise<string> {
  const { stdout } = await repository.run(['hash-object', '-w', '--stdin'], {
    input: content,
  });
  return stdout.toString('utf8').trim();
}

/**
 * Stores a tree made from another one and some edits, and answers its id. A removal of what is not there is an
 * `InputError`.
 *
 * @internal
 */
export async function writeTree(
  repository: BareRepository,
  baseTree: string | undefined,
  edits: TreeEdit[],
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stonegarden-index-'));
  const env = { GIT_INDEX_FILE: join(folder, 'index') };
  try {
    await repository.run(['read-tree', baseTree ?? EMPTY_TREE], { env });
    const removed = edits.filter(edit => 'remove' in edit);
    if (removed.length > 0) {
      const present = await repository.run(['ls-files', '-z'], { env });
      const paths = new Set(present.stdout.toString('utf8').split('\0'));
      const missing = removed.find(edit => !paths.has(checkedPath(edit.path)));
      if (missing) {
        throw new InputError(
          `'${missing.path}' cannot be removed: the base tree has no such file`,
        );
      }
    }
    const lines = edits.map(edit =>
      'remove' in edit
        ? `0 ${ZERO_ID}\t${checkedPath(edit.path)}\0`
        : `${edit.mode} ${edit.sha}\t${checkedPath(edit.path)}\0`,
    );
    await repository.run(['update-index', '--replace', '-z', '--index-info'], {
      env,
      input: lines.join(''),
    });
    const { stdout } = await repository.run(['write-tree'], { env });
    return stdout.toString('utf8').trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Stores a commit and answers its id. It moves no ref.
 *
 * @internal
 */
export async function writeCommit(
  repository: BareRepository,
  commit: {
    tree: string;
    parents: string[];
    message: string;
    author: Signature;
    committer: Signature;
  },
): Promise<string> {
  const { tree, parents, message, author, committer } = commit;
  const { stdout } = await repository.run(
    ['commit-tree', tree, ...parents.flatMap(sha => ['-p', sha]), '-F', '-'],
    {
      input: message,
      env: {
        GIT_AUTHOR_NAME: author.name,
        GIT_AUTHOR_EMAIL: author.email,
        GIT_AUTHOR_DATE: author.date,
        GIT_COMMITTER_NAME: committer.name,
        GIT_COMMITTER_EMAIL: committer.email,
        GIT_COMMITTER_DATE: committer.date,
      },
    },
  );
  return stdout.toString('utf8').trim();
}

/**
 * Moves a ref from a known value to another. `undefined` means that the ref does not exist.
 *
 * @internal
 */
export async function moveRef(
  repository: BareRepository,
  name: string,
  to: string | undefined,
  from: string | undefined,
): Promise<void> {
  const ref = checkedRefName(name);
  if ([to, from].some(sha => sha !== undefined && !isObjectId(sha))) {
    throw new InputError('A ref can only be moved between full object ids');
  }
  const args = to
    ? ['update-ref', ref, to, from ?? ZERO_ID]
    : ['update-ref', '-d', ref, ...(from ? [from] : [])];
  try {
    await repository.run(args);
  } catch (error) {
    if (error instanceof GitCommandError && /lock ref/.test(error.stderr)) {
      throw new ConflictError(`${ref} was changed by someone else meanwhile`);
    }
    throw error;
  }
}
