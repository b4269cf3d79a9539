import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Failure } from './Failure.mjs';
import { explainInstall } from './explainInstall.mjs';
import { npmRegistry, yarnRegistrySettings } from './npm.mjs';
import { localFolder, root } from './paths.mjs';
import { run } from './run.mjs';

const stampFile = path.join(localFolder, 'install.json');

/**
 * `yarn install --immutable`, when what it depends on has changed since it last ended well.
 * @param {{ node: string, yarn: string }} toolchain
 * @param {import('./progress.mjs').Progress} progress
 */
export async function ensureInstalled({ node, yarn }, progress) {
  const wanted = installFingerprint(root);
  const marker = path.join(root, 'node_modules/.yarn-state.yml');
  if (fs.existsSync(marker) && readStamp() === wanted) {
    return;
  }
  await progress.step('Installing packages', async update => {
    const settings = yarnRegistrySettings(process.env, await npmRegistry());
    const { code, output } = await run(node, [yarn, 'install', '--immutable'], {
      cwd: root,
      env: {
        ...process.env,
        ...settings,
        // Colors and progress bars would only blur the lines shown here.
        YARN_ENABLE_COLORS: 'false',
        YARN_ENABLE_PROGRESS_BARS: 'false',
        YARN_ENABLE_INLINE_BUILDS: 'true',
        // Where there is no ready-made SQLite it is compiled, on all cores and with few optimizations: one file takes most
        // of that time, and what runs here is a sandbox. It takes half as long, and nobody notices in the portal.
        JOBS: process.env.JOBS ?? 'max',
        CFLAGS: process.env.CFLAGS ?? '-O1',
        CXXFLAGS: process.env.CXXFLAGS ?? '-O1',
      },
      onLine: line => update(shorten(line)),
    });
    if (code !== 0) {
      throw new Failure('The packages could not be installed.', {
        output: output.split('\n').slice(-25).join('\n'),
        advice: explainInstall(output),
      });
    }
  });
  fs.mkdirSync(localFolder, { recursive: true });
  fs.writeFileSync(stampFile, `${JSON.stringify({ fingerprint: wanted })}\n`);
}

/**
 * Changes when an install would do something: the lockfile, a manifest, Yarn's settings, or the Node that compiled
 * packages were built for.
 * @param {string} folder of the repository
 * @returns {string}
 */
export function installFingerprint(folder) {
  const workspaces = ['packages', 'plugins'].flatMap(group => {
    const parent = path.join(folder, group);
    return fs.existsSync(parent)
      ? fs
          .readdirSync(parent)
          .map(name => path.join(group, name, 'package.json'))
      : [];
  });
  const hash = crypto.createHash('sha256');
  hash.update(
    `${process.platform} ${process.arch} ${process.versions.modules}`,
  );
  for (const file of [
    'package.json',
    'yarn.lock',
    '.yarnrc.yml',
    ...workspaces.sort(),
  ]) {
    const absolute = path.join(folder, file);
    hash.update(`\0${file}\0`);
    hash.update(fs.existsSync(absolute) ? fs.readFileSync(absolute) : '');
  }
  return hash.digest('hex');
}

function readStamp() {
  try {
    return JSON.parse(fs.readFileSync(stampFile, 'utf8')).fingerprint;
  } catch {
    return undefined;
  }
}

/**
 * "➤ YN0013: │ 12 packages were added" → "12 packages were added", and a compiler's chatter → "compiling …".
 * @param {string} line of Yarn
 * @returns {string} what fits behind a title
 */
export function shorten(line) {
  const text = line.replace(/^➤ YN\d+: [│┌└·]? ?/, '');
  const [, compiled] = /^(.+)@npm:\S+ STD(?:ERR|OUT) /.exec(text) ?? [];
  return compiled ? `compiling ${compiled}` : text.slice(0, 100);
}
