import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { getAddresses } from './addresses';

const run = promisify(execFile);

/**
 * Changes files of the homelab repository as a person at a shell does: clone, edit, commit, push.
 *
 * @param edits - by path from the repository's root, what becomes of a file's text, or null to remove a file or folder
 * @param branch - where it is pushed to
 */
export async function pushToHomelab(
  message: string,
  edits: Record<string, ((text: string) => string) | null>,
  branch: string = 'main',
) {
  const { git, sandboxToken } = getAddresses();
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'homelab-'));
  const inFolder = (...args: string[]) =>
    run('git', ['-C', folder, ...args], {
      env: {
        ...process.env,
        GIT_TERMINAL_PROMPT: '0',
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'http.extraHeader',
        GIT_CONFIG_VALUE_0: `Authorization: Bearer ${sandboxToken}`,
      },
    });
  try {
    await run('git', [
      'clone',
      '--quiet',
      '--depth=1',
      `--branch=${branch}`,
      `${git}/stonegarden/homelab.git`,
      folder,
    ]);
    for (const [file, edit] of Object.entries(edits)) {
      const absolute = path.join(folder, file);
      if (!edit) {
        await fs.rm(absolute, { recursive: true });
        continue;
      }
      const before = await fs.readFile(absolute, 'utf8');
      const after = edit(before);
      if (after === before) {
        throw new Error(`The edit of ${file} changed nothing`);
      }
      await fs.writeFile(absolute, after);
    }
    await inFolder(
      '-c',
      'user.name=A person',
      '-c',
      'user.email=person@example.org',
      'commit',
      '--quiet',
      '--all',
      '--message',
      message,
    );
    await inFolder('push', '--quiet', 'origin', `HEAD:${branch}`);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}
