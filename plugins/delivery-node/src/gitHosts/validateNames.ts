import { InputError } from '@backstage/errors';
import type { GitRevision } from './RevisionHistory';

const REPOSITORY_PART = /^[A-Za-z0-9_.-]{1,100}$/;
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const BRANCH = /^[A-Za-z0-9_][A-Za-z0-9_./#+-]{0,199}$/;
const UNUSUAL = /[\p{Cc}\\]/u;

function refuse(what: string, value: string, right: string): never {
  throw new InputError(`${JSON.stringify(value)} is not a ${what}: ${right}`);
}

/** Throws InputError unless `path` stays inside a repository. The root itself is `''` where `allowRoot` says so. */
export function validatePath(
  path: string,
  options: { allowRoot?: boolean } = {},
): void {
  if (path === '' && options.allowRoot) {
    return;
  }
  const segments = path.split('/');
  const bad = segments.some(
    segment =>
      segment === '' ||
      segment === '.' ||
      segment === '..' ||
      segment.toLowerCase() === '.git',
  );
  if (bad || UNUSUAL.test(path) || path.length > 1000) {
    refuse(
      'path inside the repository',
      path,
      'write it from the root with `/`, without `.`, `..` or `.git`',
    );
  }
}

/** Throws InputError for what Git would not take as a branch name, or what would need quoting somewhere. */
export function validateBranch(branch: string): void {
  const bad =
    !BRANCH.test(branch) ||
    branch
      .split('/')
      .some(
        part => part === '' || part.startsWith('.') || part.endsWith('.lock'),
      ) ||
    branch.includes('..') ||
    branch.endsWith('.');
  if (bad) {
    refuse('branch name', branch, 'use letters, digits, `-`, `_`, `.` and `/`');
  }
}

/** Throws InputError unless `commit` is a full commit id. */
export function validateCommit(commit: string): void {
  if (!COMMIT.test(commit)) {
    refuse('commit', commit, 'give all 40 hexadecimal digits');
  }
}

/** Throws InputError unless it is a tag's name, or 7 to 40 digits of a commit's id. */
export function validateRevision(revision: GitRevision): void {
  if ('tag' in revision) {
    validateBranch(revision.tag);
  } else if (!/^[0-9a-f]{7,40}$/.test(revision.commit)) {
    refuse(
      'commit',
      revision.commit,
      'give the first 7 to 40 hexadecimal digits',
    );
  }
}

/** Throws InputError unless owner and name are ones that GitHub hands out. */
export function validateRepository({
  owner,
  name,
}: {
  owner: string;
  name: string;
}): void {
  for (const part of [owner, name]) {
    if (!REPOSITORY_PART.test(part) || part === '.' || part === '..') {
      refuse(
        'repository owner or name',
        part,
        'use letters, digits, `-`, `_` and `.`',
      );
    }
  }
}
