import path from 'node:path';
import { Failure, describeFailure } from './Failure.mjs';
import { endWithParent } from './endWithParent.mjs';
import { assertGit } from './git.mjs';
import { startGuarded } from './guarded.mjs';
import { ensureInstalled } from './install.mjs';
import { root } from './paths.mjs';
import { assertPlatform } from './platform.mjs';
import { createProgress, elapsed } from './progress.mjs';
import { STAGES } from './stages.mjs';
import { summary } from './summary.mjs';
import { enterToolchain } from './toolchain.mjs';

const HELP = `npm test                       everything
npm test -- <stage> [args…]    one stage; further arguments go to its runner
                               (${Object.keys(STAGES).join(', ')})`;

/**
 * `npm test`: every stage runs, whatever the ones before came to; the last line is the sum.
 * @param {string[]} args
 */
export async function testCommand(args) {
  const progress = createProgress();
  let code = 1;
  try {
    code = await test(args, progress);
  } catch (error) {
    // Without the means to test nothing was tested; that is a failure, and said in the same words.
    progress.line(describeFailure(error));
    progress.line('\n0 passed, 1 failed');
  }
  process.exit(code);
}

/**
 * @param {string[]} args
 * @param {import('./progress.mjs').Progress} progress
 * @returns {Promise<number>} exit code
 */
async function test(args, progress) {
  const [chosen, ...rest] = args;
  if (chosen === '--help' || chosen === '-h') {
    progress.line(HELP);
    return 0;
  }
  if (chosen !== undefined && !(chosen in STAGES)) {
    throw new Failure(`There is no stage "${chosen}".`, {
      advice: HELP.split('\n'),
    });
  }
  assertPlatform();
  await assertGit();
  const toolchain = await enterToolchain({
    script: path.join(root, 'scripts/test.mjs'),
    args,
    progress,
  });
  if ('code' in toolchain) {
    return toolchain.code;
  }

  /** @type {import('./guarded.mjs').Guarded | undefined} */
  let current;
  /** @type {import('./summary.mjs').StageResult[]} */
  const results = [];
  let ending = false;
  const end = async (/** @type {string} */ reason) => {
    if (ending) {
      return;
    }
    ending = true;
    await current?.stop();
    // What was not tested is not passed; the last line says so here as well.
    const cut = { name: 'the rest', ms: 0, passed: 0, failed: 1, skipped: 0 };
    progress.line(`\n${summary([...results, { ...cut, note: reason }])}`);
    process.exit(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => end(`ended by ${signal}`));
  }
  endWithParent(() => end('npm is gone'));
  await ensureInstalled(toolchain, progress);

  /** @type {import('./stages.mjs').RunNode} */
  const runNode = (nodeArgs, env = {}) => {
    current = startGuarded({
      name: nodeArgs[0],
      command: process.execPath,
      args: nodeArgs,
      cwd: root,
      env: {
        ...process.env,
        // The stages do not sit at the terminal, but what they print goes there.
        ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}),
        ...env,
      },
    });
    return current.exited;
  };

  for (const id of chosen ? [chosen] : Object.keys(STAGES)) {
    const started = Date.now();
    progress.line(`\n── ${STAGES[id].name} ${'─'.repeat(60)}`.slice(0, 72));
    const outcome = await runStage(STAGES[id], {
      runNode,
      progress,
      args: rest,
    });
    if (ending) {
      // `end` has the last word, and ends the process with it.
      await new Promise(() => {});
    }
    const ms = Date.now() - started;
    results.push({ name: STAGES[id].name, ms, ...outcome });
    progress.line(
      `${outcome.failed ? '✗' : '✓'} ${STAGES[id].name} · ${elapsed(ms)}`,
    );
  }
  progress.line(`\n${summary(results)}`);
  return results.some(({ failed }) => failed > 0) ? 1 : 0;
}

/**
 * @param {import('./stages.mjs').Stage} stage
 * @param {Parameters<import('./stages.mjs').Stage['run']>[0]} tools
 * @returns {Promise<import('./stages.mjs').Outcome>}
 */
async function runStage(stage, tools) {
  try {
    return await stage.run(tools);
  } catch (error) {
    tools.progress.line(describeFailure(error));
    const note = error instanceof Failure ? error.message : 'could not be run';
    return { passed: 0, failed: 1, skipped: 0, note };
  }
}
