import { parseArgs } from 'node:util';
import { Failure } from '../../scripts/lib/Failure.mjs';

export const HELP = `npm run bench -- fleet [options]    the page with all services, in Chromium, as the production bundle

  --services <n,…>     with four environments each                     (1000,5000)
  --rounds <n>         of each measurement                             (5)
  --clients <n>        open pages that one change is told to           (50)
  --port <n>           of the portal                                   (7811)
  --argocd-port <n>    of Argo CD                                      (7821)`;

/**
 * @param {string[]} args
 * @throws {Failure} with the help for what it does not know
 */
export function readOptions(args) {
  const values = parse(args);
  return {
    services: values.services
      .split(',')
      .map(text => number(text.trim(), '--services', 100)),
    rounds: number(values.rounds, '--rounds'),
    clients: number(values.clients, '--clients'),
    port: number(values.port, '--port'),
    argocdPort: number(values['argocd-port'], '--argocd-port'),
  };
}

/** @typedef {ReturnType<typeof readOptions>} Options */

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        services: { type: 'string', default: '1000,5000' },
        rounds: { type: 'string', default: '5' },
        clients: { type: 'string', default: '50' },
        port: { type: 'string', default: '7811' },
        'argocd-port': { type: 'string', default: '7821' },
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
