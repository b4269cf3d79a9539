// @ts-check
const { spawn } = require('node:child_process');
const { createInterface } = require('node:readline');

/**
 * Starts a PostgreSQL that ends with this process, however that ends.
 *
 * @returns {Promise<{ version: string, connection: string, pid: number } | { unavailable: string }>}
 *   its major version and where it is; or why it cannot run on this machine
 */
exports.startPostgres = function startPostgres() {
  return new Promise((resolve, reject) => {
    const keeper = spawn(
      process.execPath,
      [require.resolve('./runPostgres.mjs')],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
        // A Ctrl+C in the terminal is for the tests; the keeper ends after them, when its standard input does.
        detached: true,
      },
    );
    keeper.once('error', reject);
    keeper.once('exit', code =>
      reject(new Error(`PostgreSQL ended with code ${code}`)),
    );
    createInterface({ input: keeper.stdout }).once('line', line => {
      keeper.unref();
      for (const pipe of [keeper.stdin, keeper.stdout]) {
        /** @type {import('node:net').Socket} */ (
          /** @type {unknown} */ (pipe)
        ).unref();
      }
      resolve({ ...JSON.parse(line), pid: keeper.pid });
    });
  });
};
