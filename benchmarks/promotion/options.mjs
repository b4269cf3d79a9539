import { parseArgs } from 'node:util';
import { Failure } from '../../scripts/lib/Failure.mjs';

export const HELP = `npm run bench -- promotion [options]    from the click to the pull request, against clone-commit-push and the stock action

  --files <n,…>      in the repository                                     (2000,100000)
  --latency <n,…>    of the Git host, milliseconds for each request        (0,100)
  --rounds <n>       promotions, and pull requests of the stock action     (5)
  --clones <n>       of each kind                                          (3)
  --port <n>         of the portal                                         (7833)`;

/**
 * @param {string[]} args
 * @throws {Failure} with the help for what it does not know
 */
export function readOptions(args) {
  const values = parse(args);
  const list = (
    /** @type {string} */ text,
    /** @type {string} */ name,
    least = 0,
  ) => text.split(',').map(each => number(each.trim(), name, least));
  return {
    files: list(values.files, '--files', 1_000),
    latency: list(values.latency, '--latency'),
    rounds: number(values.rounds, '--rounds'),
    clones: number(values.clones, '--clones'),
    port: number(values.port, '--port'),
  };
}

/** @typedef {ReturnType<typeof readOptions>} Options */

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        files: { type: 'string', default: '2000,100000' },
        latency: { type: 'string', default: '0,100' },
        rounds: { type: 'string', default: '5' },
        clones: { type: 'string', default: '3' },
        port: { type: 'string', default: '7833' },
      },
    }).values;
  } catch (error) {
    throw wrong(/** @type {Error} */ (error).message);
  }
}

/** @param {string} message */
function wrong(message) {
  return new Failure(message, { advice: HELP.split('\n') });
}

/** @param {string} text @param {string} name @param {number} [least] */
function number(text, name, least = 1) {
  if (!/^\d+$/.test(text) || Number(text) < least) {
    throw wrong(`${name} takes whole numbers from ${least} on, not "${text}".`);
  }
  return Number(text);
}
