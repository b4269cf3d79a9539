import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Failure } from '../../scripts/lib/Failure.mjs';
import { run } from '../../scripts/lib/run.mjs';
import { waitUntil } from '../../scripts/lib/waitUntil.mjs';

const USER = 'bench';
const DEBIAN_FOLDER = '/usr/lib/postgresql';

/**
 * The folder with PostgreSQL's programs: from PATH, or Debian's, where the newest version wins.
 * @returns {string | undefined} undefined when it is not installed
 */
export function findPostgres() {
  const onPath = (process.env.PATH ?? '').split(path.delimiter);
  const versions = fs.existsSync(DEBIAN_FOLDER)
    ? fs.readdirSync(DEBIAN_FOLDER).sort((a, b) => Number(b) - Number(a))
    : [];
  return [
    ...onPath,
    ...versions.map(version => path.join(DEBIAN_FOLDER, version, 'bin')),
  ].find(folder =>
    ['initdb', 'postgres', 'psql'].every(name =>
      fs.existsSync(path.join(folder, name)),
    ),
  );
}

/**
 * A cluster of our own with a folder and a port of its own, on the loopback address, with PostgreSQL's default settings
 * (each commit waits for the disk). Nothing of an installed cluster is touched.
 */
export class Postgres {
  #bin;
  #port;
  #password = randomBytes(12).toString('hex');
  #folder = '';
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #server;

  /** @param {{ bin: string, port: number }} options bin: what findPostgres found */
  constructor({ bin, port }) {
    this.#bin = bin;
    this.#port = port;
  }

  async start() {
    const as = await unprivileged();
    this.#folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stonegarden-pg-'));
    const passwordFile = path.join(this.#folder, 'password');
    fs.writeFileSync(passwordFile, this.#password, { mode: 0o600 });
    if (as.uid !== undefined && as.gid !== undefined) {
      fs.chownSync(this.#folder, as.uid, as.gid);
      fs.chownSync(passwordFile, as.uid, as.gid);
    }
    const data = path.join(this.#folder, 'data');
    await finish(
      spawn(
        path.join(this.#bin, 'initdb'),
        [
          ...['-D', data, '-U', USER, '--encoding=UTF8', '--locale=C'],
          ...['--auth=scram-sha-256', `--pwfile=${passwordFile}`],
        ],
        { ...as, cwd: this.#folder, stdio: ['ignore', 'ignore', 'pipe'] },
      ),
    );
    this.#server = spawn(
      path.join(this.#bin, 'postgres'),
      [
        ...['-D', data, '-p', `${this.#port}`],
        ...['-c', 'listen_addresses=127.0.0.1'],
        ...['-c', `unix_socket_directories=${this.#folder}`],
      ],
      { ...as, cwd: this.#folder, stdio: 'ignore' },
    );
    process.once('exit', this.#kill);
    await waitUntil(async () => (await this.#sql('select 1')).code === 0, {
      timeoutMs: 30_000,
    });
  }

  /** What Backstage's `backend.database` is set to. */
  get config() {
    return {
      client: 'pg',
      connection: {
        host: '127.0.0.1',
        port: this.#port,
        user: USER,
        password: this.#password,
      },
    };
  }

  async version() {
    const { output } = await run(path.join(this.#bin, 'postgres'), ['-V']);
    return output.trim();
  }

  /** Nothing that an earlier backend left may be found by the next one. */
  async clear() {
    const { output } = await this.#sql(
      `select datname from pg_database where datname like 'backstage_plugin_%'`,
    );
    for (const name of output.split('\n').filter(Boolean)) {
      await this.#sql(`drop database "${name}" with (force)`);
    }
    await this.#sql('checkpoint');
  }

  async stop() {
    if (this.#server && this.#server.exitCode === null) {
      this.#server.kill('SIGINT');
      await once(this.#server, 'exit');
    }
    process.off('exit', this.#kill);
    fs.rmSync(this.#folder, { recursive: true, force: true });
  }

  #kill = () => this.#server?.kill('SIGQUIT');

  /** @param {string} text */
  #sql(text) {
    return run(
      path.join(this.#bin, 'psql'),
      [
        ...['-h', '127.0.0.1', '-p', `${this.#port}`, '-U', USER],
        ...['-d', 'postgres', '-tAqc', text],
      ],
      {
        env: { ...process.env, PGPASSWORD: this.#password },
        timeoutMs: 60_000,
      },
    );
  }
}

/** PostgreSQL refuses to run as root. @returns {Promise<{ uid?: number, gid?: number }>} */
async function unprivileged() {
  if (process.getuid?.() !== 0) {
    return {};
  }
  for (const user of ['postgres', 'nobody']) {
    const uid = await run('id', ['-u', user]);
    const gid = await run('id', ['-g', user]);
    if (uid.code === 0 && gid.code === 0) {
      return { uid: Number(uid.output), gid: Number(gid.output) };
    }
  }
  throw new Failure(
    'PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as.',
    { advice: 'Run the benchmark as another user.' },
  );
}

/** @param {import('node:child_process').ChildProcess} child */
async function finish(child) {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', chunk => {
    said += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) {
    throw new Failure('A PostgreSQL cluster could not be made.', {
      output: said,
    });
  }
}
