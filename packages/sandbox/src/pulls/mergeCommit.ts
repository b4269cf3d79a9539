import { ConflictError, InputError } from '@backstage/errors';
import type { BareRepository } from '../git/BareRepository';
import { mergeTrees } from '../git/mergeTrees';
import { writeCommit } from '../git/writeObjects';
import type { PullRequest } from '../host/HostState';
import { Person, personOf } from '../host/people';

/** @internal */
export type MergeMethod = 'merge' | 'squash' | 'rebase';

/** @internal */
export type Mergeability =
  | { state: 'clean' }
  | { state: 'conflict'; files: string[] }
  | { state: 'closed' };

/**
 * Whether a pull request could be merged now, and which files stand against it.
 *
 * @internal
 */
export async function mergeability(
  repository: BareRepository,
  pull: PullRequest,
): Promise<Mergeability> {
  if (pull.state !== 'open') {
    return { state: 'closed' };
  }
  const result = await mergeTrees(repository, pull.base.sha, pull.head.sha);
  return result.clean
    ? { state: 'clean' }
    : { state: 'conflict', files: result.conflicts };
}

/**
 * Stores the commit that merges a pull request and answers its id. It moves no ref. `ConflictError` names the files
 * that conflict.
 *
 * @internal
 */
export async function createMergeCommit(
  repository: BareRepository,
  pull: PullRequest,
  options: {
    method?: MergeMethod;
    title?: string;
    message?: string;
    actor: Person;
    date: string;
  },
): Promise<string> {
  const { method = 'merge', title, message, actor, date } = options;
  if (method === 'rebase') {
    throw new InputError('Rebase merges are not allowed on this repository.');
  }
  const merged = await mergeTrees(repository, pull.base.sha, pull.head.sha);
  if (!merged.clean) {
    throw new ConflictError(
      `This branch has conflicts with ${
        pull.base.ref
      } in ${merged.conflicts.join(', ')}. Bring ${pull.base.ref} into ${
        pull.head.ref
      }, solve them there and try again.`,
    );
  }
  const signature = { name: actor.name, email: actor.email, date };
  const squash = method === 'squash';
  const author = personOf(pull.author);
  const subject =
    title ??
    (squash
      ? `${pull.title} (#${pull.number})`
      : `Merge pull request #${pull.number} from ${pull.head.ref}`);
  const body = message ?? (squash ? pull.body ?? '' : pull.title);
  return writeCommit(repository, {
    tree: merged.tree,
    parents: squash ? [pull.base.sha] : [pull.base.sha, pull.head.sha],
    message: `${subject}${body ? `\n\n${body}` : ''}\n`,
    author: squash
      ? { name: author.name, email: author.email, date }
      : signature,
    committer: signature,
  });
}
