import zlib from 'node:zlib';

const BLOCK = 512;

/**
 * The files of an npm tarball: what `yarn pack` writes, where no name is longer than a header holds.
 * @param {Buffer} bytes
 * @returns {Map<string, Buffer>} by path in the package, as in `dist/index.esm.js`
 */
export function readTarball(bytes) {
  const tar = zlib.gunzipSync(bytes);
  const text = (/** @type {number} */ from, /** @type {number} */ length) =>
    tar
      .subarray(from, from + length)
      .toString('utf8')
      .replace(/\0.*$/s, '');
  const files = new Map();
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0; ) {
    const size = parseInt(text(at + 124, 12), 8) || 0;
    const prefix = text(at + 345, 155);
    const name = `${prefix && `${prefix}/`}${text(at, 100)}`;
    files.set(
      name.replace(/^package\//, ''),
      tar.subarray(at + BLOCK, at + BLOCK + size),
    );
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

/**
 * What a consumer of a packed package would miss.
 * @param {Map<string, Buffer>} files
 * @param {Buffer} license the repository's
 * @returns {string[]} sentences
 */
export function findTarballProblems(files, license) {
  const manifest = JSON.parse(files.get('package.json')?.toString() ?? '{}');
  const problems = namedFiles(manifest)
    .filter(({ file }) => !files.has(file.replace(/^\.\//, '')))
    .map(({ field, file }) => `${field} names ${file}, which is not in it`);
  if (!files.get('LICENSE')?.equals(license)) {
    problems.push('LICENSE is missing, or not the one of the repository');
  }
  if (!files.get('CHANGELOG.md')?.includes(`## ${manifest.version}\n`)) {
    problems.push(`CHANGELOG.md does not tell of ${manifest.version}`);
  }
  if (!manifest.engines?.node) {
    problems.push('engines.node is missing');
  }
  const workspace = Object.entries({
    ...manifest.dependencies,
    ...manifest.peerDependencies,
  }).filter(([, range]) => range.startsWith('workspace:'));
  for (const [name, range] of workspace) {
    problems.push(`it depends on ${name} ${range}, which only we can resolve`);
  }
  return problems;
}

/**
 * @param {any} manifest
 * @returns {Array<{ field: string, file: string }>}
 */
function namedFiles(manifest) {
  const { main, module, types, exports, bin, configSchema } = manifest;
  return (
    Object.entries({ main, module, types, exports, bin, configSchema })
      .flatMap(([field, value]) => leaves(field, value))
      // A pattern names no single file, and a schema may be written in place.
      .filter(({ file }) => !file.includes('*'))
  );
}

/**
 * @param {string} field
 * @param {unknown} value
 * @returns {Array<{ field: string, file: string }>}
 */
function leaves(field, value) {
  if (typeof value === 'string') {
    // "backstage": "@backstage/BackendFeature" says what kind of export it is.
    return field.endsWith('.backstage') ? [] : [{ field, file: value }];
  }
  if (typeof value !== 'object' || value === null || '$schema' in value) {
    return [];
  }
  return Object.entries(value).flatMap(([key, next]) =>
    leaves(`${field}.${key}`, next),
  );
}
