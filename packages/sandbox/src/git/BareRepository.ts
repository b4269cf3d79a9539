import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { NotFoundError } from '@backstage/errors';
import { COMMIT_FORMAT, Commit, parseCommits } from './Commit';
import { checkedPath, isObjectId, isRefName } from './names';
import { GitResult, RunGitOptions, runGit } from './runGit';

/** @internal */
export interface TreeEntry {
  mode: string;
  type: 'blob' | 'tree' | 'commit';
  sha: string;
  /** Bytes; only for blobs. */
  size?: number;
  /** From the root of the listed tree. */
  path: string;
}

/** @internal */
export interface RefValue {
  name: string;
  sha: string;
}

/**
 * Reads a bare repository through Git's plumbing.
 *
 * @internal
 */
export class BareRepository {
  constructor(readonly gitDir: string) {}

  run(args: string[], options?: RunGitOptions): Promise<GitResult> {
    return runGit([`--git-dir=${this.gitDir}`, ...args], options);
  }

  /** When the repository was made: Git writes its `HEAD` then, and a bare one keeps it. */
  async createdAt(): Promise<Date> {
    return (await stat(join(this.gitDir, 'HEAD'))).mtime;
  }

  /** What the objects take on disk. */
  async sizeKib(): Promise<number> {
    const { stdout } = await this.run(['count-objects', '-v']);
    return [...stdout.toString('utf8').matchAll(/^size(?:-pack)?: (\d+)$/gm)]
      .map(([, kib]) => Number(kib))
      .reduce((total, kib) => total + kib, 0);
  }

  /** The commit that a branch, tag, full ref or (short) id stands for. */
  async findCommit(ref: string): Promise<string | undefined> {
    if (!isRefName(ref)) {
      return undefined;
    }
    const candidates = isObjectId(ref)
      ? [ref]
      : [`refs/heads/${ref}`, `refs/tags/${ref}`, `refs/${ref}`];
    if (ref === 'HEAD' || ref.startsWith('refs/')) {
      candidates.unshift(ref);
    } else if (/^[0-9a-f]{7,39}$/.test(ref)) {
      candidates.push(ref);
    }
    const { stdout } = await this.run(['cat-file', '--batch-check'], {
      input: candidates.map(name => `${name}^{commit}\n`).join(''),
    });
    const hit = stdout
      .toString('utf8')
      .split('\n')
      .map(line => /^([0-9a-f]{40}) commit \d+$/.exec(line))
      .find(match => match !== null);
    return hit?.[1];
  }

  /** Like {@link BareRepository.findCommit}, with `NotFoundError` when there is none. */
  async resolveCommit(ref: string): Promise<string> {
    const sha = await this.findCommit(ref);
    if (!sha) {
      throw new NotFoundError(`No commit found for the ref ${ref}`);
    }
    return sha;
  }

  /** All refs below prefixes such as `refs/heads/`, in order of name. */
  async listRefs(...prefixes: string[]): Promise<RefValue[]> {
    const { stdout } = await this.run([
      'for-each-ref',
      '--format=%(objectname) %(refname)',
      ...prefixes,
    ]);
    return stdout
      .toString('utf8')
      .split('\n')
      .filter(Boolean)
      .map(line => ({ sha: line.slice(0, 40), name: line.slice(41) }));
  }

  /** The value of one full ref name. */
  async readRef(name: string): Promise<string | undefined> {
    if (!isRefName(name)) {
      return undefined;
    }
    const { stdout, exitCode } = await this.run(
      ['show-ref', '--verify', '--', name],
      { okCodes: [0, 1, 128] },
    );
    return exitCode === 0 ? stdout.toString('utf8').slice(0, 40) : undefined;
  }

  /** Commits from newest to oldest. */
  async log(options: {
    from: string;
    excluding?: string;
    path?: string;
    limit: number;
    skip?: number;
  }): Promise<Commit[]> {
    const { from, excluding, path, limit, skip = 0 } = options;
    const { stdout } = await this.run([
      'log',
      '-z',
      `--format=${COMMIT_FORMAT}`,
      `--max-count=${limit}`,
      `--skip=${skip}`,
      from,
      ...(excluding ? [`^${excluding}`] : []),
      '--',
      ...(path ? [checkedPath(path)] : []),
    ]);
    return parseCommits(stdout);
  }

  async countCommits(from: string, path?: string): Promise<number> {
    const { stdout } = await this.run([
      'rev-list',
      '--count',
      from,
      '--',
      ...(path ? [checkedPath(path)] : []),
    ]);
    return Number(stdout.toString('utf8'));
  }

  async readCommit(sha: string): Promise<Commit> {
    if (!isObjectId(sha) || (await this.objectType(sha)) !== 'commit') {
      throw new NotFoundError(`No commit found for SHA: ${sha}`);
    }
    return (await this.log({ from: sha, limit: 1 }))[0];
  }

  async objectType(sha: string): Promise<string | undefined> {
    const { stdout } = await this.run(['cat-file', '--batch-check'], {
      input: `${sha}\n`,
    });
    return /^[0-9a-f]{40} (\w+) /.exec(stdout.toString('utf8'))?.[1];
  }

  /** Entries of a tree; `treeish` is a full id of a commit or tree. */
  async listTree(
    treeish: string,
    options: { recursive?: boolean; withTrees?: boolean } = {},
  ): Promise<TreeEntry[]> {
    const flags = [
      ...(options.recursive ? ['-r'] : []),
      ...(options.recursive && options.withTrees ? ['-t'] : []),
    ];
    const { stdout } = await this.run([
      'ls-tree',
      '-z',
      '--long',
      ...flags,
      treeish,
    ]);
    return parseTree(stdout);
  }

  /** The entry at a path of a commit, with its whole path; the root has an empty one. */
  async findEntry(
    commit: string,
    path: string,
  ): Promise<TreeEntry | undefined> {
    const checked = checkedPath(path);
    if (checked === '') {
      const { tree } = await this.readCommit(commit);
      return { mode: '040000', type: 'tree', sha: tree, path: '' };
    }
    const { stdout } = await this.run([
      'ls-tree',
      '-z',
      '--long',
      '--full-tree',
      commit,
      '--',
      checked,
    ]);
    return parseTree(stdout).find(entry => entry.path === checked);
  }

  async readBlob(sha: string): Promise<Buffer> {
    if (!isObjectId(sha) || (await this.objectType(sha)) !== 'blob') {
      throw new NotFoundError(`No blob found for SHA: ${sha}`);
    }
    return (await this.run(['cat-file', 'blob', sha])).stdout;
  }

  async mergeBase(a: string, b: string): Promise<string | undefined> {
    const { stdout, exitCode } = await this.run(['merge-base', a, b], {
      okCodes: [0, 1],
    });
    return exitCode === 0 ? stdout.toString('utf8').trim() : undefined;
  }

  async isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    const { exitCode } = await this.run(
      ['merge-base', '--is-ancestor', ancestor, descendant],
      { okCodes: [0, 1] },
    );
    return exitCode === 0;
  }

  /** How many commits `head` has that `base` has not, and the other way round. */
  async aheadBehind(
    base: string,
    head: string,
  ): Promise<{ ahead: number; behind: number }> {
    const { stdout } = await this.run([
      'rev-list',
      '--left-right',
      '--count',
      `${base}...${head}`,
    ]);
    const [behind, ahead] = stdout
      .toString('utf8')
      .trim()
      .split('\t')
      .map(Number);
    return { ahead, behind };
  }
}

/** What `ls-tree -z --long` prints. */
function parseTree(output: Buffer): TreeEntry[] {
  return output
    .toString('utf8')
    .split('\0')
    .flatMap(line => {
      const match =
        /^(\d{6}) (blob|tree|commit) ([0-9a-f]{40}) +(-|\d+)\t(.+)$/s.exec(
          line,
        );
      if (!match) {
        return [];
      }
      const [, mode, type, sha, size, path] = match;
      return {
        mode,
        type: type as TreeEntry['type'],
        sha,
        ...(size === '-' ? {} : { size: Number(size) }),
        path,
      };
    });
}
