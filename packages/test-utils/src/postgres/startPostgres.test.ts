import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import { createInterface } from 'node:readline';
import knexFactory from 'knex';
import { eventually } from '../eventually';

jest.setTimeout(120_000);

const starter = `
  const { startPostgres } = require(${JSON.stringify(
    require.resolve('./startPostgres.cjs'),
  )});
  startPostgres().then(started => {
    console.log(JSON.stringify(started));
    process.stdin.resume();
  });
`;

/** A test run, in short: a process that starts PostgreSQL and works with it. */
async function startRun() {
  const run = spawn(process.execPath, ['-e', starter], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: run.stdout }), 'line');
  return { run, started: JSON.parse(line) };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('startPostgres', () => {
  const endings: Array<[string, (run: ChildProcess) => void]> = [
    ['ends by itself', run => run.stdin?.end()],
    ['is killed', run => run.kill('SIGKILL')],
  ];

  it.each(endings)('leaves nothing behind when the run %s', async (_, end) => {
    const { run, started } = await startRun();
    if (started.unavailable) {
      end(run);
      return;
    }
    const knex = knexFactory({
      client: 'pg',
      connection: started.connection,
      pool: { min: 0, max: 1 },
    });
    const {
      rows: [{ folder }],
    } = await knex.raw(
      "select setting as folder from pg_settings where name = 'data_directory'",
    );
    expect(folder).toContain('stonegarden-postgres-');
    await knex.destroy();

    end(run);
    await eventually(() => expect(isAlive(started.pid)).toBe(false), {
      timeoutMs: 60_000,
    });
    await expect(fs.access(folder)).rejects.toThrow('ENOENT');
  });
});
