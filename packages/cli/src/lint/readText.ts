import { open } from 'node:fs/promises';

/** Beyond the limits of every parser, so that they can say that a file is too large. */
const MAX_BYTES = 512 * 1024;

/**
 * A file that is not text.
 *
 * @internal
 */
export class NotUtf8Error extends Error {}

/**
 * Text of a file, at most its first 512 KiB. Rejects with a plain sentence when it is not UTF-8.
 *
 * @internal
 */
export async function readText(path: string): Promise<string> {
  const file = await open(path);
  let length = 0;
  const buffer = Buffer.alloc(MAX_BYTES);
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, length, MAX_BYTES - length);
      length += bytesRead;
      if (bytesRead === 0 || length === MAX_BYTES) {
        break;
      }
    }
  } finally {
    await file.close();
  }
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    // A character may be cut in two at the end of a file that is too large
    return decoder.decode(buffer.subarray(0, length), {
      stream: length === MAX_BYTES,
    });
  } catch {
    throw new NotUtf8Error('it is not UTF-8: save it in that encoding');
  }
}
