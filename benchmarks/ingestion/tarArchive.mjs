import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';

const BLOCK = 512;
const pack = promisify(gzip);

/**
 * A tar.gz as a Git host sends it: regular files, all below one folder, folders told by names alone.
 * @param {Iterable<[path: string, text: string]>} files
 * @param {{ folder: string, mtime?: number }} options folder: put before each path; mtime: seconds
 * @returns {Promise<Buffer>}
 */
export async function tarArchive(files, { folder, mtime = 1_700_000_000 }) {
  /** @type {Buffer[]} */
  const parts = [];
  for (const [path, text] of files) {
    const content = Buffer.from(text);
    parts.push(header(`${folder}/${path}`, content.length, mtime), content);
    const rest = content.length % BLOCK;
    if (rest) {
      parts.push(Buffer.alloc(BLOCK - rest));
    }
  }
  parts.push(Buffer.alloc(2 * BLOCK));
  return pack(Buffer.concat(parts), { level: constants.Z_BEST_SPEED });
}

/**
 * @param {string} path
 * @param {number} size
 * @param {number} mtime
 */
function header(path, size, mtime) {
  const block = Buffer.alloc(BLOCK);
  const { name, prefix } = split(path);
  block.write(name, 0, 100);
  block.write('0000644\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write(`${mtime.toString(8).padStart(11, '0')}\0`, 136);
  block.write(' '.repeat(8), 148);
  block.write('0', 156);
  block.write('ustar\x0000', 257);
  block.write(prefix, 345, 155);
  let sum = 0;
  for (const byte of block) {
    sum += byte;
  }
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** A path over 100 bytes is told in two fields, cut at a slash. @param {string} path */
function split(path) {
  if (Buffer.byteLength(path) <= 100) {
    return { name: path, prefix: '' };
  }
  for (
    let at = path.indexOf('/');
    at > 0 && at <= 155;
    at = path.indexOf('/', at + 1)
  ) {
    if (Buffer.byteLength(path.slice(at + 1)) <= 100) {
      return { name: path.slice(at + 1), prefix: path.slice(0, at) };
    }
  }
  throw new Error(`This path is too long for an archive: ${path}`);
}
