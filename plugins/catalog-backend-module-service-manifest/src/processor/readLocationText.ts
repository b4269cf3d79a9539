import { open } from 'node:fs/promises';
import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { decodeText, oversizedText } from '../sources/decodeText';
import { LIMITS } from '../sources/TreeCollector';
import { withTimeout } from '../sources/withTimeout';

const TIMEOUT_MS = 30_000;

/**
 * Reads the text of one registered manifest; what is too large is handed on as a text that is refused as such.
 *
 * @param etag - of the last read
 * @throws NotModifiedError when nothing changed since the etag; NotFoundError when there is no such file;
 *   ServiceUnavailableError after 30 s; whatever the reader throws
 * @internal
 */
export async function readLocationText(
  location: { type: string; target: string },
  options: { urlReader: UrlReaderService; apiGroup: string; etag?: string },
): Promise<{ text: string; etag?: string }> {
  const { urlReader, apiGroup, etag } = options;
  const read =
    location.type === 'file'
      ? { content: await readLocalFile(location.target) }
      : await withTimeout(TIMEOUT_MS, async signal => {
          const response = await urlReader.readUrl(location.target, {
            etag,
            signal,
          });
          return { content: await response.buffer(), etag: response.etag };
        });
  const { content } = read;
  return {
    etag: 'etag' in read ? read.etag : undefined,
    text:
      content.length > LIMITS.fileSize
        ? oversizedText(apiGroup)
        : decodeText(content),
  };
}

/** Reads no more than is needed to see that a file is too large. */
async function readLocalFile(path: string): Promise<Buffer> {
  let file;
  try {
    file = await open(path);
  } catch {
    throw new NotFoundError(`There is no file that can be read at ${path}`);
  }
  try {
    const buffer = Buffer.alloc(LIMITS.fileSize + 1);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
