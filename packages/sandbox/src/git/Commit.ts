/**
 * Who wrote or committed, and when (ISO 8601 with offset).
 *
 * @internal
 */
export interface Signature {
  name: string;
  email: string;
  date: string;
}

/**
 * One commit as Git keeps it.
 *
 * @internal
 */
export interface Commit {
  sha: string;
  tree: string;
  parents: string[];
  author: Signature;
  committer: Signature;
  /** Without the newline at its end. */
  message: string;
}

const FIELDS = 10;

/**
 * What `git log -z --format` must be given for {@link parseCommits}.
 *
 * @internal
 */
export const COMMIT_FORMAT =
  '%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B';

/**
 * Reads the output of `git log -z` with {@link COMMIT_FORMAT}.
 *
 * @internal
 */
export function parseCommits(output: Buffer): Commit[] {
  const fields = output.toString('utf8').split('\0');
  const commits: Commit[] = [];
  for (let i = 0; i + FIELDS <= fields.length; i += FIELDS) {
    const [sha, tree, parents, an, ae, ad, cn, ce, cd, body] = fields.slice(
      i,
      i + FIELDS,
    );
    commits.push({
      sha,
      tree,
      parents: parents ? parents.split(' ') : [],
      author: { name: an, email: ae, date: ad },
      committer: { name: cn, email: ce, date: cd },
      message: body.replace(/\n+$/, ''),
    });
  }
  return commits;
}

/**
 * First line of a commit's message.
 *
 * @internal
 */
export function commitTitle(commit: Commit): string {
  return commit.message.split('\n')[0];
}
