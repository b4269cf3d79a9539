import { explainNetwork } from './network.mjs';

/**
 * What to do about a failed `yarn install`.
 * @param {string} output its last lines
 * @returns {string}
 */
export function explainInstall(output) {
  const network = explainNetwork(output);
  if (network) {
    return network;
  }
  if (/YN0028/.test(output)) {
    return 'yarn.lock does not fit the package.json files. If you changed one, run `yarn install` (with .stonegarden/toolchain/bin on PATH) and commit yarn.lock.';
  }
  if (/ENOSPC/.test(output)) {
    return 'The disk is full: about 3 GB are needed.';
  }
  if (/EACCES|EPERM/.test(output)) {
    return 'A file may not be written. Does this folder, or Yarn’s cache, belong to another user?';
  }
  if (/YN0009/.test(output)) {
    return 'A package could not be compiled. Where no ready-made binary can be had, Python 3, make and a C++ compiler are needed (Debian: apt-get install -y python3 make g++).';
  }
  return 'Run it again; if it stays, the lines above say what Yarn stumbled over.';
}
