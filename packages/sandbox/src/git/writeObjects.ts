import { ConflictError, InputError } from '@backstage/errors';
import { BareRepository, TreeEntry } from './BareRepository';
import { Signature } from './Commit';
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
 * `InputError`. Reads and writes the folders of the edits only, however large the tree is.
 *
 * @internal
 */
export async function writeTree(
  repository: BareRepository,
  baseTree: string | undefined,
  edits: TreeEdit[],
): Promise<string> {
  const checked = edits.map(edit => ({
    ...edit,
    path: checkedPath(edit.path),
  }));
  const [removals, writes] = [true, false].map(removes =>
    checked.filter(edit => 'remove' in edit === removes),
  );
  const kept = await editFolder(repository, baseTree, removals, '');
  const tree = await editFolder(repository, kept, writes, '');
  return tree ?? writeEntries(repository, []);
}

type Entry = Pick<TreeEntry, 'mode' | 'type' | 'sha'>;

/** The id of a folder's tree after edits of what is in it; undefined when nothing is left. */
async function editFolder(
  repository: BareRepository,
  tree: string | undefined,
  edits: TreeEdit[],
  folder: string,
): Promise<string | undefined> {
  if (edits.length === 0) {
    return tree;
  }
  const listed = tree ? await repository.listTree(tree) : [];
  const entries = new Map<string, Entry>(
    listed.map(entry => [entry.path, entry]),
  );
  const below = new Map<string, TreeEdit[]>();
  for (const edit of edits) {
    const [name, ...rest] = edit.path.split('/');
    if (rest.length > 0) {
      const others = below.get(name) ?? [];
      below.set(name, [...others, { ...edit, path: rest.join('/') }]);
    } else if (!('remove' in edit)) {
      const type = edit.mode === '160000' ? 'commit' : 'blob';
      entries.set(name, { mode: edit.mode, type, sha: edit.sha });
    } else if ((entries.get(name)?.type ?? 'tree') === 'tree') {
      throw new InputError(
        `'${folder}${name}' cannot be removed: the base tree has no such file`,
      );
    } else {
      entries.delete(name);
    }
  }
  for (const [name, inside] of below) {
    const known = entries.get(name);
    const sha = await editFolder(
      repository,
      known?.type === 'tree' ? known.sha : undefined,
      inside,
      `${folder}${name}/`,
    );
    if (sha) {
      entries.set(name, { mode: '040000', type: 'tree', sha });
    } else {
      entries.delete(name);
    }
  }
  return entries.size > 0 ? writeEntries(repository, [...entries]) : undefined;
}

async function writeEntries(
  repository: BareRepository,
  entries: Array<[string, Entry]>,
): Promise<string> {
  const { stdout } = await repository.run(['mktree', '-z'], {
    input: entries
      .map(([name, { mode, type, sha }]) => `${mode} ${type} ${sha}\t${name}\0`)
      .join(''),
  });
  return stdout.toString('utf8').trim();
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
