import { parseArgs } from 'node:util';
import { Failure } from '../../scripts/lib/Failure.mjs';

export const HELP = `npm run bench -- ingestion [options]    N services into the catalog: ours, ready entities, stock descriptor files

  --sizes <n,…>          services                    (1000,5000,10000)
  --databases <name,…>   sqlite, sqlite-file, postgres   (sqlite,postgres)
  --modes <name,…>       ours, bare, stock, stock-each  (all; ours goes first, the others get its entities)
  --repetitions <n,…>    one for each size, the last for all that follow (3,1)
  --changes <n>          single-manifest changes per run    (7)
  --no-overlays          manifests only, without environments' folders
  --engine <json>        catalog engine settings for ours and bare instead of those of app-config.yaml
  --profile              one more run for each mode, size and database, with a CPU profile
  --resume               go on with the runs of the last time
  --report               no new runs: judge those that there are
  --port <n>             of the backends             (7797)
  --git-port <n>         of the Git host             (7798)
  --postgres-port <n>                                (7799)`;

/** @typedef {import('./measureRun.mjs').Mode} Mode */
/** @typedef {'sqlite' | 'sqlite-file' | 'postgres'} Database */

/** @type {Mode[]} */
export const MODES = ['ours', 'bare', 'stock', 'stock-each'];
/** @type {Database[]} */
const DATABASES = ['sqlite', 'sqlite-file', 'postgres'];

/**
 * @param {string[]} args
 * @throws {Failure} with the help for what it does not know
 */
export function readOptions(args) {
  const values = parse(args);
  return {
    sizes: numbers(values.sizes, '--sizes'),
    databases: oneOf(values.databases, DATABASES, '--databases'),
    modes: oneOf(values.modes, MODES, '--modes'),
    repetitions: numbers(values.repetitions, '--repetitions'),
    changes: number(values.changes, '--changes'),
    overlays: !values['no-overlays'],
    engine: values.engine === undefined ? undefined : json(values.engine),
    profile: values.profile,
    resume: values.resume,
    report: values.report,
    port: number(values.port, '--port'),
    gitPort: number(values['git-port'], '--git-port'),
    postgresPort: number(values['postgres-port'], '--postgres-port'),
  };
}

/** @typedef {ReturnType<typeof readOptions>} Options */

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        sizes: { type: 'string', default: '1000,5000,10000' },
        databases: { type: 'string', default: 'sqlite,postgres' },
        modes: { type: 'string', default: MODES.join(',') },
        repetitions: { type: 'string', default: '3,1' },
        changes: { type: 'string', default: '7' },
        'no-overlays': { type: 'boolean', default: false },
        engine: { type: 'string' },
        profile: { type: 'boolean', default: false },
        resume: { type: 'boolean', default: false },
        report: { type: 'boolean', default: false },
        port: { type: 'string', default: '7797' },
        'git-port': { type: 'string', default: '7798' },
        'postgres-port': { type: 'string', default: '7799' },
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

/** @param {string} text @param {string} name */
function number(text, name) {
  if (!/^[1-9]\d*$/.test(text)) {
    throw wrong(`${name} takes whole numbers above 0, not "${text}".`);
  }
  return Number(text);
}

/** @param {string} text @param {string} name */
function numbers(text, name) {
  return text.split(',').map(part => number(part.trim(), name));
}

/**
 * In the order of the known ones, each once.
 * @template {string} T
 * @param {string} text
 * @param {T[]} known
 * @param {string} name
 * @returns {T[]}
 */
function oneOf(text, known, name) {
  const given = text.split(',').map(part => part.trim());
  const unknown = given.find(part => !known.some(one => one === part));
  if (unknown !== undefined) {
    throw wrong(`${name} takes ${known.join(', ')}, not "${unknown}".`);
  }
  return known.filter(one => given.includes(one));
}

/** @param {string} text @returns {Record<string, unknown>} */
function json(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw wrong(`--engine takes JSON, not ${text}`);
  }
}
