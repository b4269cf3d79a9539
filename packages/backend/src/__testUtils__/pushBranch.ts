import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Changes files as somebody with the right to push does: clone, edit, commit, push.
 *
 * @param cloneUrl - with what the Git host asks for
 * @param options - branch: where it is pushed to, over whatever is there; base: what it is made from; edit: the text of a
 *   file from what it was, which is empty for a new one
 * @returns the commit
 */
export async function pushBranch(
  cloneUrl: string,
  options: {
    branch: string;
    base: string;
    edits: Record<string, (text: string) => string>;
    message?: string;
  },
): Promise<string> {
  const { branch, base, edits, message = 'A change' } = options;
  const folder = await mkdtemp(join(tmpdir(), 'push-'));
  const git = (...args: string[]) => run('git', ['-C', folder, ...args]);
  try {
    await run('git', [
      ...['clone', '--quiet', '--depth=1', `--branch=${base}`],
      ...[cloneUrl, folder],
    ]);
    for (const [path, edit] of Object.entries(edits)) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      const before = await readFile(file, 'utf8').catch(() => '');
      await writeFile(file, edit(before));
    }
    await git('add', '--all');
    await git(
      ...['-c', 'user.name=Somebody', '-c', 'user.email=some@example.org'],
      ...['commit', '--quiet', '--allow-empty', '--message', message],
    );
    await git('push', '--quiet', '--force', 'origin', `HEAD:${branch}`);
    const { stdout } = await git('rev-parse', 'HEAD');
    return stdout.trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
