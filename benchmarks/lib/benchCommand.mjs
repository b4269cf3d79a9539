import path from 'node:path';
import { Failure, describeFailure } from '../../scripts/lib/Failure.mjs';
import { endWithParent } from '../../scripts/lib/endWithParent.mjs';
import { ensureInstalled } from '../../scripts/lib/install.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { assertPlatform } from '../../scripts/lib/platform.mjs';
import { createProgress } from '../../scripts/lib/progress.mjs';
import { enterToolchain } from '../../scripts/lib/toolchain.mjs';

/**
 * @typedef {{
 *   progress: import('../../scripts/lib/progress.mjs').Progress,
 *   signal: AbortSignal,
 * }} BenchTools progress goes to standard error, so that standard output holds the result alone
 * @typedef {{
 *   help: string,
 *   run(args: string[], tools: BenchTools): Promise<Record<string, unknown> | undefined>,
 * }} Benchmark run: resolves to what becomes the last line, nothing when there is nothing to say (--help)
 */

/** @type {Record<string, () => Promise<{ benchmark: Benchmark }>>} */
const BENCHMARKS = {
  dora: () => import('../dora/benchmark.mjs'),
  fleet: () => import('../fleet/benchmark.mjs'),
  history: () => import('../history/benchmark.mjs'),
  ingestion: () => import('../ingestion/benchmark.mjs'),
  promotion: () => import('../promotion/benchmark.mjs'),
  rollback: () => import('../rollback/benchmark.mjs'),
  status: () => import('../status/benchmark.mjs'),
};

const HELP = `npm run bench -- NAME [options]    measures; the last line on standard output is one line of JSON
npm run bench -- NAME --help       what can be measured
                                   (${Object.keys(BENCHMARKS).join(', ')})`;

/**
 * `npm run bench`: fetches what is missing, runs one benchmark, and prints its result as the last line.
 * The exit code is 1 when a target does not hold.
 * @param {string[]} args
 */
export async function benchCommand(args) {
  const progress = createProgress({ stream: process.stderr });
  let code = 1;
  try {
    code = await bench(args, progress);
  } catch (error) {
    progress.line(describeFailure(error));
  }
  process.exit(code);
}

/**
 * @param {string[]} args
 * @param {import('../../scripts/lib/progress.mjs').Progress} progress
 * @returns {Promise<number>} exit code
 */
async function bench(args, progress) {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h') {
    progress.line(HELP);
    return name === undefined ? 1 : 0;
  }
  const load = Object.hasOwn(BENCHMARKS, name) ? BENCHMARKS[name] : undefined;
  if (!load) {
    throw new Failure(`There is no benchmark "${name}".`, {
      advice: HELP.split('\n'),
    });
  }
  assertPlatform();
  const toolchain = await enterToolchain({
    script: path.join(root, 'benchmarks/run.mjs'),
    args,
    progress,
  });
  if ('code' in toolchain) {
    return toolchain.code;
  }
  const ending = new AbortController();
  const end = () => ending.abort(new Failure('Ended before it was done.'));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, end);
  }
  endWithParent(end);

  await ensureInstalled(toolchain, progress);
  const { benchmark } = await load();
  if (rest.includes('--help') || rest.includes('-h')) {
    progress.line(benchmark.help);
    return 0;
  }
  const result = await benchmark.run(rest, { progress, signal: ending.signal });
  if (!result) {
    return 0;
  }
  process.stdout.write(`${JSON.stringify(result)}\n`);
  return result.holds === false ? 1 : 0;
}
