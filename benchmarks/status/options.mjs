import { parseArgs } from 'node:util';
import { Failure } from '../../scripts/lib/Failure.mjs';

export const HELP = `npm run bench -- status [options]    what a page view costs: ours, the peers' plugins, a stock catalog read,
                                       and what it takes to know and keep the state of all

  --applications <n>   in Argo CD, 8 KB each, four for each service    (5000)
  --latency <ms>       of Argo CD's answers                            (50)
  --indexes <n,…>      sizes of Argo CD whose index is measured        (5000,20000)
  --subjects <name,…>  ours, community, roadie                         (all)
  --rounds <n>         of each measurement                             (3)
  --views <n>          in each measurement, a multiple of 20           (200)
  --profile            writes a CPU profile of 200 views of each subject
  --port <n>           of the backends                                 (7791)
  --argocd-port <n>    of Argo CD, and the next one                    (7801)`;

/** @typedef {'ours' | 'community' | 'roadie'} Subject */

/** @type {Subject[]} */
export const SUBJECTS = ['ours', 'community', 'roadie'];
/** How many viewers there are at once. */
export const VIEWERS = 20;

/**
 * @param {string[]} args
 * @throws {Failure} with the help for what it does not know
 */
export function readOptions(args) {
  const values = parse(args);
  const views = number(values.views, '--views');
  if (views % VIEWERS !== 0) {
    throw wrong(`--views takes a multiple of ${VIEWERS}, not ${views}.`);
  }
  return {
    applications: number(values.applications, '--applications', 4),
    indexes: values.indexes
      .split(',')
      .map(text => number(text.trim(), '--indexes', 4)),
    latencyMs: number(values.latency, '--latency', 0),
    subjects: subjects(values.subjects),
    rounds: number(values.rounds, '--rounds'),
    views,
    profile: values.profile,
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
        applications: { type: 'string', default: '5000' },
        latency: { type: 'string', default: '50' },
        indexes: { type: 'string', default: '5000,20000' },
        subjects: { type: 'string', default: SUBJECTS.join(',') },
        rounds: { type: 'string', default: '3' },
        views: { type: 'string', default: '200' },
        profile: { type: 'boolean', default: false },
        port: { type: 'string', default: '7791' },
        'argocd-port': { type: 'string', default: '7801' },
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

/** In the order in which they are measured, each once. @param {string} text */
function subjects(text) {
  const given = text.split(',').map(part => part.trim());
  const unknown = given.find(part => !SUBJECTS.some(one => one === part));
  if (unknown !== undefined) {
    throw wrong(`--subjects takes ${SUBJECTS.join(', ')}, not "${unknown}".`);
  }
  return SUBJECTS.filter(one => given.includes(one));
}
