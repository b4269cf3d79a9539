import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Failure } from '../../scripts/lib/Failure.mjs';

const run = promisify(execFile);
const INSTALL_LIMIT_MS = 15 * 60_000;

/** The peers' published backends, by exact version, and the packages that their own ranges would let move. */
const VERSIONS = {
  '@roadiehq/backstage-plugin-argo-cd-backend': '4.8.0',
  '@backstage-community/plugin-argocd-backend': '1.5.0',
  '@backstage-community/plugin-argocd-common': '1.16.0',
  '@backstage-community/plugin-argocd-node': '1.2.0',
};

/** @type {Record<'community' | 'roadie', keyof typeof VERSIONS>} */
const PACKAGES = {
  community: '@backstage-community/plugin-argocd-backend',
  roadie: '@roadiehq/backstage-plugin-argo-cd-backend',
};

/**
 * Installs the peers into a folder of their own. They bring what they need, but run in the same Backstage backend as ours.
 * @param {string} folder kept between runs
 * @param {AbortSignal} signal
 */
export async function installPeers(folder, signal) {
  const manifest = JSON.stringify(
    {
      name: 'peers',
      private: true,
      dependencies: VERSIONS,
      overrides: Object.fromEntries(
        Object.keys(VERSIONS).map(name => [name, `$${name}`]),
      ),
    },
    null,
    2,
  );
  const file = path.join(folder, 'package.json');
  const done = path.join(folder, 'installed.json');
  if (fs.existsSync(done) && fs.readFileSync(done, 'utf8') === manifest) {
    return;
  }
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(file, manifest);
  try {
    await run(
      'npm',
      [
        ...['install', '--ignore-scripts', '--omit=dev', '--omit=optional'],
        ...['--legacy-peer-deps', '--no-audit', '--no-fund', '--no-progress'],
      ],
      { cwd: folder, signal, timeout: INSTALL_LIMIT_MS },
    );
  } catch (error) {
    throw new Failure('The peers could not be installed.', {
      output: /** @type {{ stderr?: string }} */ (error).stderr,
      advice: 'Leave them out with --subjects ours.',
    });
  }
  fs.writeFileSync(done, manifest);
}

/** @param {string} folder @param {'community' | 'roadie'} subject */
export function peerOf(folder, subject) {
  return { name: PACKAGES[subject], from: path.join(folder, 'package.json') };
}

/** @param {'community' | 'roadie'} subject */
export function versionOf(subject) {
  return VERSIONS[PACKAGES[subject]];
}
