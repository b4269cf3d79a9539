import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { Header } from 'tar';

const BLOCK = 512;

/**
 * A tar.gz of files below one top folder, as Git hosts send it.
 *
 * @param files - content by path
 * @internal
 */
export function tarOf(files: Iterable<[string, string | Buffer]>): Buffer {
  const folder = Buffer.alloc(BLOCK);
  new Header({ path: 'acme-platform-1/', type: 'Directory' }).encode(folder);
  const parts = [folder];
  for (const [path, content] of files) {
    const bytes = Buffer.from(content);
    const header = Buffer.alloc(BLOCK);
    new Header({
      path: `acme-platform-1/${path}`,
      type: 'File',
      size: bytes.length,
      mode: 0o644,
      mtime: new Date(0),
    }).encode(header);
    const rest = (BLOCK - (bytes.length % BLOCK)) % BLOCK;
    parts.push(header, bytes, Buffer.alloc(rest));
  }
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]));
}

/**
 * Bytes as they come from a host, some at a time.
 *
 * @internal
 */
export function streamOf(bytes: Buffer): NodeJS.ReadableStream {
  return Readable.from(
    Array.from({ length: Math.ceil(bytes.length / BLOCK) }, (_, index) =>
      bytes.subarray(index * BLOCK, (index + 1) * BLOCK),
    ),
  );
}
