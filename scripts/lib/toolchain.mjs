import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Failure } from './Failure.mjs';
import { endWithParent } from './endWithParent.mjs';
import { cleanEnvironment, toolchainEnvironment } from './environment.mjs';
import { isRightNode, nodePackage, NODE_VERSION } from './nodePackage.mjs';
import { npmCommand } from './npm.mjs';
import { localFolder, root } from './paths.mjs';
import { explainNetwork } from './network.mjs';
import { run } from './run.mjs';

/** The same as `packageManager` in package.json. */
export const YARN_VERSION = '4.13.0';

const toolchainFolder = path.join(localFolder, 'toolchain');

/**
 * The right Node and Yarn, fetched from the npm registry when missing; takes milliseconds when they are there.
 * Nothing is installed outside the ignored folder, and nothing of the user's setup is changed.
 * @param {import('./progress.mjs').Progress} progress
 * @returns {Promise<{ node: string, yarn: string }>} node: the binary; yarn: the script to run with it
 */
export async function ensureToolchain(progress) {
  const node = isRightNode(process.versions.node)
    ? process.execPath
    : await ensureNode(progress);
  const yarn = await ensurePackage(progress, {
    title: `Fetching Yarn ${YARN_VERSION}`,
    name: '@yarnpkg/cli-dist',
    version: YARN_VERSION,
    file: 'bin/yarn.js',
  });
  return { node, yarn };
}

/** @param {import('./progress.mjs').Progress} progress */
async function ensureNode(progress) {
  const byHand = `Install Node 22 (22.18 or newer) yourself, then run this again.`;
  if (process.platform === 'linux' && isMusl()) {
    throw new Failure(
      `Node ${process.versions.node} is running, Node 22 is needed, and there is no ready-made one for this Linux (musl).`,
      { advice: byHand },
    );
  }
  const name = nodePackage(process.platform, process.arch);
  const node = await ensurePackage(progress, {
    title: `Fetching Node ${NODE_VERSION} (this is Node ${process.versions.node})`,
    name,
    version: NODE_VERSION,
    file: 'bin/node',
    advice: byHand,
  });
  return fs.realpathSync(node);
}

/** Node's own binaries need glibc; where it is missing they fail with a puzzling "not found". */
function isMusl() {
  const report = process.report?.getReport();
  const header = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (
    report
  ).header;
  return !header?.glibcVersionRuntime;
}

/**
 * @param {import('./progress.mjs').Progress} progress
 * @param {{ title: string, name: string, version: string, file: string, advice?: string }} wanted
 * @returns {Promise<string>} the path of `file` in the package
 */
async function ensurePackage(progress, { title, name, version, file, advice }) {
  const folder = path.join(
    toolchainFolder,
    `${name.replace('@', '').replace('/', '-')}-${version}`,
  );
  const result = path.join(folder, 'node_modules', name, file);
  if (fs.existsSync(result)) {
    return result;
  }
  await progress.step(title, async () => {
    // Into a folder of its own that gets its name when it is whole: an interrupted run leaves nothing half.
    const unfinished = `${folder}.${process.pid}`;
    fs.rmSync(unfinished, { recursive: true, force: true });
    fs.mkdirSync(unfinished, { recursive: true });
    fs.writeFileSync(path.join(unfinished, 'package.json'), '{}\n');
    const npm = npmCommand();
    const { code, output, missing } = await run(
      npm.command,
      [
        ...npm.args,
        'install',
        '--prefix',
        unfinished,
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        '--no-package-lock',
        '--loglevel=error',
        // npm's own patience, over a minute, is long to wait for the news that there is no network.
        '--fetch-retries=1',
        '--fetch-retry-mintimeout=2000',
        `${name}@${version}`,
      ],
      { cwd: unfinished, env: cleanEnvironment(process.env) },
    );
    if (
      code !== 0 ||
      !fs.existsSync(path.join(unfinished, 'node_modules', name, file))
    ) {
      fs.rmSync(unfinished, { recursive: true, force: true });
      throw new Failure(
        missing
          ? 'npm was not found. It comes with Node.'
          : `${name}@${version} could not be fetched.`,
        { output, advice: [explainNetwork(output) ?? advice ?? []].flat() },
      );
    }
    try {
      fs.renameSync(unfinished, folder);
    } catch (error) {
      // Another run of ours was quicker; its folder is as good.
      fs.rmSync(unfinished, { recursive: true, force: true });
      if (!fs.existsSync(result)) {
        throw error;
      }
    }
  });
  return result;
}

/**
 * Goes on under the right Node, with PATH and headers set so that every child gets the same one. When this process
 * runs on it already, its environment is put right in place.
 * @param {{ script: string, args: string[], progress: import('./progress.mjs').Progress }} options
 *   script: the file to run again when another Node is needed
 * @returns {Promise<{ code: number } | { node: string, yarn: string }>} code: all was done by the other Node
 */
export async function enterToolchain({ script, args, progress }) {
  const toolchain = await ensureToolchain(progress);
  const env = toolchainEnvironment(process.env, {
    folders: [linkBinaries(toolchain), path.join(root, 'node_modules/.bin')],
    headers: headersOf(toolchain.node),
  });
  if (isRightNode(process.versions.node)) {
    for (const name of Object.keys(process.env)) {
      if (!(name in env)) {
        delete process.env[name];
      }
    }
    Object.assign(process.env, env);
    return toolchain;
  }
  return { code: await continueUnder(toolchain.node, [script, ...args], env) };
}

/**
 * The Node package carries the C headers; so do most installations, beside `bin`.
 * @param {string} node
 */
function headersOf(node) {
  const folder = path.dirname(path.dirname(node));
  return fs.existsSync(path.join(folder, 'include/node/node.h'))
    ? folder
    : undefined;
}

/**
 * A folder with just `node` and `yarn`, for PATH.
 * @param {{ node: string, yarn: string }} toolchain
 */
function linkBinaries({ node, yarn }) {
  const folder = path.join(
    toolchainFolder,
    isRightNode(process.versions.node) ? 'bin-own' : 'bin',
  );
  const yarnScript = `#!/bin/sh\nexec '${node}' '${yarn}' "$@"\n`;
  const yarnFile = path.join(folder, 'yarn');
  const nodeLink = path.join(folder, 'node');
  fs.mkdirSync(folder, { recursive: true });
  if (readOrEmpty(yarnFile) !== yarnScript) {
    fs.writeFileSync(yarnFile, yarnScript, { mode: 0o755 });
  }
  if (linkTarget(nodeLink) !== node) {
    fs.rmSync(nodeLink, { force: true });
    fs.symlinkSync(node, nodeLink);
  }
  return folder;
}

/** @param {string} file */
function readOrEmpty(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
}

/** @param {string} link */
function linkTarget(link) {
  try {
    return fs.readlinkSync(link);
  } catch {
    return undefined;
  }
}

/**
 * Waits for the same script under another Node. Signals are passed on and the child decides when it is done; the
 * channel tells the child when this process was killed without a chance to say so (see endWithParent.mjs).
 * @param {string} node
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @returns {Promise<number>}
 */
function continueUnder(node, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { ...env, STONEGARDEN_PARENT: `${process.pid}` },
    });
    // On Ctrl-C the terminal tells the child itself; this process only must not go first.
    process.on('SIGINT', () => {});
    for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) {
      process.on(signal, () => child.kill(signal));
    }
    endWithParent(() => child.kill('SIGTERM'));
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(signal ? 1 : code ?? 1));
  });
}
