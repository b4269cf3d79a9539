import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { localFolder } from '../../scripts/lib/paths.mjs';
import { GitHost } from './GitHost.mjs';
import { Postgres, findPostgres } from './Postgres.mjs';
import { shippedEngineSettings } from './backendConfig.mjs';
import { judge } from './judge.mjs';
import { measureRun } from './measureRun.mjs';
import { HELP, readOptions } from './options.mjs';
import { planRuns, runName } from './planRuns.mjs';
import { readProfile } from './readProfile.mjs';
import { reportText } from './reportText.mjs';

const folder = path.join(localFolder, 'benchmarks/ingestion');
const runsFile = path.join(folder, 'runs.jsonl');

/** @type {import('../lib/benchCommand.mjs').Benchmark} */
export const benchmark = {
  help: HELP,
  async run(args, { progress, signal }) {
    const options = readOptions(args);
    fs.mkdirSync(folder, { recursive: true });
    if (!options.resume && !options.report) {
      fs.rmSync(runsFile, { force: true });
    }
    const engine = options.engine ?? shippedEngineSettings();
    const bin = findPostgres();
    const databases = options.databases.filter(
      name => name !== 'postgres' || bin,
    );
    if (databases.length < options.databases.length) {
      progress.line(
        'PostgreSQL is not installed on this machine (initdb, postgres and psql were looked for on PATH and where Debian puts them): skipped.',
      );
    }
    const planned = options.report ? [] : planRuns({ ...options, databases });
    const finished = new Set(readRuns().map(runName));
    const left = planned.filter(run => !finished.has(runName(run)));
    if (left.length) {
      await makeRuns(left, { options, engine, bin, progress, signal });
    }
    const done = readRuns();
    const { figures, heapMbPer1000Services, targets, holds } = judge(done);
    progress.line(`\n${reportText({ figures, targets })}`);
    for (const run of done.filter(one => one.profiled)) {
      progress.line(`\nProfile of ${runName(run)}`);
      progress.line(readProfile(profileFile(run)).text);
    }
    return {
      name: 'ingestion',
      machine: `${os.cpus().length} × ${os.cpus()[0]?.model}, Node ${
        process.versions.node
      }`,
      engine,
      figures,
      heapMbPer1000Services,
      targets,
      holds,
    };
  },
};

/** @param {import('./planRuns.mjs').PlannedRun} run */
function profileFile(run) {
  return path.join(folder, `${runName(run)}.cpuprofile`);
}

/** @returns {import('./judge.mjs').DoneRun[]} */
function readRuns() {
  return fs.existsSync(runsFile)
    ? fs
        .readFileSync(runsFile, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map(line => JSON.parse(line))
    : [];
}

/**
 * @param {import('./planRuns.mjs').PlannedRun[]} runs
 * @param {{
 *   options: import('./options.mjs').Options,
 *   engine: Record<string, unknown>,
 *   bin?: string,
 *   progress: import('../../scripts/lib/progress.mjs').Progress,
 *   signal: AbortSignal,
 * }} tools
 */
async function makeRuns(runs, { options, engine, bin, progress, signal }) {
  const gitHost = new GitHost();
  const postgres =
    bin && runs.some(run => run.database === 'postgres')
      ? new Postgres({ bin, port: options.postgresPort })
      : undefined;
  try {
    await gitHost.start(options.gitPort);
    await postgres?.start();
    for (const [at, run] of runs.entries()) {
      const name = runName(run);
      await progress.step(`${at + 1}/${runs.length} ${name}`, async say => {
        const databaseFolder = path.join(folder, 'sqlite');
        fs.rmSync(databaseFolder, { recursive: true, force: true });
        await postgres?.clear();
        const database = {
          sqlite: { client: 'better-sqlite3', connection: ':memory:' },
          'sqlite-file': {
            client: 'better-sqlite3',
            connection: { directory: databaseFolder },
          },
          postgres: postgres?.config ?? {},
        }[run.database];
        const measured = await measureRun(
          {
            ...{ size: run.size, mode: run.mode, database },
            overlays: options.overlays,
            changes: options.changes,
            engine: run.mode === 'stock' ? {} : engine,
            ...(run.profiled && { profileFile: profileFile(run) }),
          },
          { folder, name, port: options.port, signal, gitHost, say },
        );
        fs.appendFileSync(
          runsFile,
          `${JSON.stringify({ ...run, measured })}\n`,
        );
        say(`${measured.seconds.toFixed(1)} s`);
      });
    }
  } finally {
    await gitHost.stop();
    await postgres?.stop();
  }
}
