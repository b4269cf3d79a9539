import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const LIMIT_MS = 10 * 60_000;

/**
 * The peer that most scripts are: clones, edits a file, commits, pushes a branch and opens a pull request.
 * @param {{
 *   url: string,
 *   token: string,
 *   folder: string,
 *   shallow: boolean,
 *   branch: string,
 *   file: string,
 *   edit(text: string): string,
 *   signal: AbortSignal,
 * }} options folder: must not exist; url: origin of the Git host
 * @returns {Promise<{ number: number }>} the pull request
 */
export async function promoteByClone(options) {
  const { url, token, folder, shallow, branch, file, edit, signal } = options;
  const basic = Buffer.from(`bench:${token}`).toString('base64');
  const git = (/** @type {string[]} */ ...args) =>
    run(
      'git',
      ['-c', `http.extraHeader=Authorization: Basic ${basic}`, ...args],
      {
        env: {
          ...process.env,
          GIT_TERMINAL_PROMPT: '0',
          GIT_CONFIG_NOSYSTEM: '1',
          GIT_CONFIG_GLOBAL: '/dev/null',
        },
        ...{ timeout: LIMIT_MS, signal },
      },
    );
  await git(
    ...['clone', '--quiet', ...(shallow ? ['--depth', '1'] : [])],
    ...[`${url}/stonegarden/homelab.git`, folder],
  );
  const at = (/** @type {string[]} */ ...args) => git('-C', folder, ...args);
  await at('checkout', '--quiet', '-b', branch);
  const target = path.join(folder, file);
  fs.writeFileSync(target, edit(fs.readFileSync(target, 'utf8')));
  await at(
    ...['-c', 'user.name=Bench', '-c', 'user.email=bench@example.org'],
    ...['commit', '--quiet', '-am', 'Promote'],
  );
  await at('push', '--quiet', 'origin', branch);
  const response = await fetch(
    `${url}/api/v3/repos/stonegarden/homelab/pulls`,
    {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        ...{ title: 'Promote', body: '', head: branch, base: 'main' },
      }),
    },
  );
  if (!response.ok) {
    throw new Error(`Pull request: ${response.status}`);
  }
  return response.json();
}
