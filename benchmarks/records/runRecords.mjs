import { fork } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { Failure } from '../../scripts/lib/Failure.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { findPostgres, Postgres } from '../ingestion/Postgres.mjs';
import { median, percentile, round } from '../lib/statistics.mjs';

const TYPESCRIPT = path.join(
  root,
  'node_modules/@backstage/cli/config/nodeTransform.cjs',
);
const PORT = 7821;

/**
 * @typedef {{ benchmark: 'dora' | 'history', rounds: number, services: number, deployments: number }} Job
 * @typedef {Record<string, { p50Ms: number, p95Ms: number }>} Figures
 * @typedef {{ name: string, limit: number, value: number, holds: boolean }} Target
 */

/**
 * Measures in a process of its own.
 * @param {Job} job
 * @param {object} database what knex takes
 * @param {AbortSignal} signal
 * @returns {Promise<Figures>}
 */
async function measure(job, database, signal) {
  const child = fork(path.join(root, 'benchmarks/records/measure.ts'), [], {
    execArgv: ['--require', TYPESCRIPT],
    cwd: path.join(root, 'packages/backend'),
    env: {
      ...process.env,
      NODE_ENV: 'production',
      STONEGARDEN_BENCH_JOB: JSON.stringify({ ...job, database }),
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    signal,
    killSignal: 'SIGKILL',
  });
  /** @type {Record<string, number[]> | undefined} */
  let measured;
  child.on('message', message => {
    measured = /** @type {Record<string, number[]>} */ (message);
  });
  await once(child, 'exit');
  if (!measured) {
    throw new Failure('The measuring process ended without a result.');
  }
  return Object.fromEntries(
    Object.entries(measured).map(([name, times]) => [
      name,
      {
        p50Ms: round(median(times) ?? NaN, 1),
        p95Ms: round(percentile(times, 0.95), 1),
      },
    ]),
  );
}

/**
 * Measures on SQLite, and on a PostgreSQL of its own where one is installed.
 * @param {Job} job
 * @param {{ subject: string, limitMs: number }} target which figure is to be at most what
 * @param {import('../lib/benchCommand.mjs').BenchTools} tools
 */
export async function runRecords(job, target, { progress, signal }) {
  /** @type {Record<string, Figures>} */
  const figures = {};
  await progress.step('SQLite', async () => {
    figures.sqlite = await measure(
      job,
      { client: 'better-sqlite3', connection: ':memory:' },
      signal,
    );
  });
  const bin = findPostgres();
  if (bin) {
    await progress.step('PostgreSQL', async () => {
      const postgres = new Postgres({ bin, port: PORT });
      await postgres.start();
      try {
        const { client, connection } = postgres.config;
        figures.postgres = await measure(
          job,
          { client, connection: { ...connection, database: 'postgres' } },
          signal,
        );
      } finally {
        await postgres.stop();
      }
    });
  }
  /** @type {Target[]} */
  const targets = Object.entries(figures).map(([database, subjects]) => {
    const value = subjects[target.subject].p95Ms;
    return {
      name: `${target.subject} on ${database}, p95 ms`,
      limit: target.limitMs,
      value,
      holds: value <= target.limitMs,
    };
  });
  return {
    name: job.benchmark,
    machine: `${os.cpus().length} × ${os.cpus()[0]?.model}, Node ${
      process.versions.node
    }, load ${os.loadavg()[0].toFixed(1)}`,
    services: job.services,
    deploymentsEach: job.deployments * 3,
    peer: 'a plain SQL query of the same table',
    figures,
    targets,
    holds: targets.every(({ holds }) => holds),
  };
}
