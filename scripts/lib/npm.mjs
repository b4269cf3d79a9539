import path from 'node:path';
import { cleanEnvironment } from './environment.mjs';
import { root } from './paths.mjs';
import { run } from './run.mjs';

/**
 * How to call npm: the one that started us, else the one on PATH.
 * @param {Record<string, string | undefined>} [env]
 * @returns {{ command: string, args: string[] }}
 */
export function npmCommand(env = process.env) {
  const starter = env.npm_execpath;
  return starter && path.basename(starter) === 'npm-cli.js'
    ? { command: process.execPath, args: [starter] }
    : { command: 'npm', args: [] };
}

/**
 * Yarn reads none of npm's settings. Who reaches packages through a registry of their own has said so to npm, once;
 * it is handed on unless Yarn was told something itself.
 * @param {Record<string, string | undefined>} env
 * @param {string | undefined} registry what npm uses
 * @returns {Record<string, string>} settings to add
 */
export function yarnRegistrySettings(env, registry) {
  if (env.YARN_NPM_REGISTRY_SERVER || !registry) {
    return {};
  }
  const { protocol, hostname } = new URL(registry);
  return {
    YARN_NPM_REGISTRY_SERVER: registry.replace(/\/+$/, ''),
    // Yarn refuses plain http unless the host is named.
    ...(protocol === 'http:' && !env.YARN_UNSAFE_HTTP_WHITELIST
      ? { YARN_UNSAFE_HTTP_WHITELIST: hostname }
      : {}),
  };
}

/**
 * The registry npm uses for this folder, or undefined when npm cannot say.
 * @returns {Promise<string | undefined>}
 */
export async function npmRegistry() {
  let answer;
  const { command, args } = npmCommand();
  const { code } = await run(command, [...args, 'config', 'get', 'registry'], {
    cwd: root,
    env: cleanEnvironment(process.env),
    timeoutMs: 20_000,
    onLine: line => {
      if (/^https?:\/\//.test(line.trim())) {
        answer = line.trim();
      }
    },
  });
  return code === 0 ? answer : undefined;
}
