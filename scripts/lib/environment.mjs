import path from 'node:path';

/**
 * What `npm start` puts into the environment of its script is npm's own business, and it confuses the next package
 * manager: Yarn takes npm_config_* for its own settings of the same name, node-gyp takes npm_config_nodedir, and a
 * nested npm takes npm_config_prefix for the place to install to. What says how the registry is reached stays.
 */
const KEPT_NPM_SETTINGS =
  /^npm_config_(registry|proxy|http_proxy|https_proxy|noproxy|cafile|ca|strict_ssl|cache|userconfig|globalconfig|\/\/.*|@.*:registry)$/i;

/** Left behind by a surrounding `npm start` or `yarn start`; each names a folder or a Node that is not ours. */
const DROPPED = ['INIT_CWD', 'NODE', 'BERRY_BIN_FOLDER', 'PROJECT_CWD'];

/**
 * A copy without what a surrounding package manager left in it.
 * @param {Record<string, string | undefined>} env
 * @returns {Record<string, string>}
 */
export function cleanEnvironment(env) {
  /** @type {Record<string, string>} */
  const clean = {};
  for (const [name, value] of Object.entries(env)) {
    const foreign = /^npm_/i.test(name) && !KEPT_NPM_SETTINGS.test(name);
    if (value !== undefined && !foreign && !DROPPED.includes(name)) {
      clean[name] = value;
    }
  }
  return clean;
}

/**
 * The environment for everything that runs under our Node and Yarn.
 * @param {Record<string, string | undefined>} env
 * @param {{ folders: string[], headers?: string }} toolchain
 *   folders: put at the front of PATH; headers: the folder that holds include/node of the Node that will run.
 *   Packages that compile C++ must find the headers of exactly that Node: a user's npmrc may name those of another
 *   one (Debian's packages do), so the setting is replaced, or taken away when there are no headers to point at.
 * @returns {Record<string, string>}
 */
export function toolchainEnvironment(env, { folders, headers }) {
  const result = cleanEnvironment(env);
  const inherited = (result.PATH ?? '').split(path.delimiter).filter(Boolean);
  result.PATH = [
    ...folders,
    ...inherited.filter(folder => !folders.includes(folder)),
  ].join(path.delimiter);
  if (headers) {
    result.npm_config_nodedir = headers;
  }
  return result;
}
