import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Failure } from './Failure.mjs';
import { root } from './paths.mjs';

const APP = 'packages/app';

/**
 * What the bundle is made from besides the sources of the app and of the workspace packages that it imports. Where the
 * portal runs is not among it: the backend puts its configuration into the page when it serves it.
 */
const SHARED_INPUTS = ['yarn.lock', 'app-config.yaml', 'tsconfig.json'];

/** Parts of a workspace package that do not end up in the bundle. */
const NO_INPUTS =
  /(^|\/)(dist|node_modules|__fixtures__|__testUtils__|dev)(\/|$)|\.test\.tsx?$|\.(md|tsbuildinfo)$/;

/** How the bundle in packages/app/dist was made; the build empties that folder first, so half a build has none. */
const stampFile = (/** @type {string} */ folder) =>
  path.join(folder, APP, 'dist/.fingerprint');

/** @param {string} [folder] of the repository */
export function isFrontendBuilt(folder = root) {
  const stamp = stampFile(folder);
  return (
    fs.existsSync(stamp) &&
    fs.readFileSync(stamp, 'utf8') === frontendFingerprint(folder)
  );
}

/**
 * Builds the pages for the backend to serve: the production bundle, in packages/app/dist.
 * @param {import('./portalParts.mjs').PortalParts} parts
 * @param {string} backstageCli its script
 */
export async function buildFrontend(parts, backstageCli) {
  // Sources that change meanwhile are not in this bundle, or not all of them.
  const fingerprint = frontendFingerprint(root);
  const build = parts.run(
    'frontend',
    APP,
    [
      ...[backstageCli, 'package', 'build'],
      ...['--config', path.join(root, 'app-config.yaml')],
    ],
    // CI would make errors of warnings, of other packages' too.
    { NODE_ENV: 'production', CI: '' },
  );
  const end = () => build.stop();
  parts.alive.addEventListener('abort', end);
  await parts.explain(build, succeeded(build));
  parts.alive.removeEventListener('abort', end);
  fs.writeFileSync(stampFile(root), fingerprint);
}

/** @param {import('./guarded.mjs').Guarded} build */
async function succeeded(build) {
  if ((await build.exited) !== 0) {
    throw new Failure('The portal’s pages could not be built.');
  }
}

/**
 * Changes whenever the bundle would.
 * @param {string} folder of the repository
 * @returns {string}
 */
export function frontendFingerprint(folder) {
  const hash = crypto.createHash('sha256');
  for (const file of [
    ...SHARED_INPUTS.filter(name => fs.existsSync(path.join(folder, name))),
    ...bundledPackages(folder).flatMap(name => inputsOf(folder, name)),
  ]) {
    hash.update(`\0${file}\0`);
    hash.update(fs.readFileSync(path.join(folder, file)));
  }
  return hash.digest('hex');
}

/**
 * The app and the workspace packages that it depends on, directly or not.
 * @param {string} folder
 * @returns {string[]} their folders, as in `plugins/delivery`, sorted
 */
function bundledPackages(folder) {
  /** @type {Map<string, { folder: string, dependencies: string[] }>} */
  const workspaces = new Map();
  for (const group of ['packages', 'plugins']) {
    for (const name of readFolder(path.join(folder, group))) {
      const manifest = path.join(folder, group, name, 'package.json');
      if (fs.existsSync(manifest)) {
        const json = JSON.parse(fs.readFileSync(manifest, 'utf8'));
        workspaces.set(json.name, {
          folder: `${group}/${name}`,
          dependencies: Object.keys(json.dependencies ?? {}),
        });
      }
    }
  }
  const found = new Set();
  const add = (/** @type {string} */ name) => {
    const workspace = workspaces.get(name);
    if (workspace && !found.has(workspace.folder)) {
      found.add(workspace.folder);
      workspace.dependencies.forEach(add);
    }
  };
  [...workspaces].forEach(([name, { folder: at }]) => at === APP && add(name));
  return [...found].sort();
}

/**
 * @param {string} folder
 * @param {string} packageFolder
 * @returns {string[]} files, from the repository's root
 */
function inputsOf(folder, packageFolder) {
  const names = fs
    .readdirSync(path.join(folder, packageFolder))
    .filter(name => !NO_INPUTS.test(name));
  return names
    .flatMap(name => filesIn(folder, `${packageFolder}/${name}`))
    .sort();
}

/**
 * @param {string} folder
 * @param {string} file a file or folder below it
 * @returns {string[]}
 */
function filesIn(folder, file) {
  const absolute = path.join(folder, file);
  if (!fs.statSync(absolute).isDirectory()) {
    return [file];
  }
  return fs
    .readdirSync(absolute)
    .map(name => `${file}/${name}`)
    .filter(name => !NO_INPUTS.test(name))
    .flatMap(name => filesIn(folder, name));
}

/** @param {string} folder */
function readFolder(folder) {
  return fs.existsSync(folder) ? fs.readdirSync(folder) : [];
}
